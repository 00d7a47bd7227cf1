package io.foretide.models.kind;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The settings a kind takes: one {@link Spec} per component of its options record, which may be
 * {@code int}, {@code long}, {@code double}, {@code boolean} or {@code String}, each annotated with
 * {@link Setting}; or a record of such components, annotated with {@link SharedSettings}, whose
 * settings are then as good as the record's own. Where the record has a {@link Variant}, there is
 * one setting more, {@code variant}.
 */
public final class SettingsSchema {
  /**
   * One setting, as everybody outside the kind sees it. {@code min} and {@code max} are infinite
   * where unbounded.
   */
  public record Spec(
      String name,
      String type,
      String defaultValue,
      double min,
      double max,
      List<String> choices,
      String help) {
    /**
     * The value that the text stands for.
     *
     * @throws SettingException if it is malformed or out of range
     */
    public Object parse(String text) {
      return SettingsSchema.parse(this, text);
    }
  }

  /** The setting that chooses a {@link Variant}. */
  public static final String VARIANT = "variant";

  private static final String DEFAULT_VARIANT = "default";

  private final Class<? extends Record> options;
  private final Map<String, Spec> specs = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> variants = new LinkedHashMap<>();

  private SettingsSchema(Class<? extends Record> options) {
    this.options = options;
    Variant[] known = options.getAnnotationsByType(Variant.class);
    if (known.length > 0) {
      variants.put(DEFAULT_VARIANT, Map.of());
      for (Variant variant : known) {
        variants.put(variant.value(), pairs(variant.settings()));
      }
      specs.put(VARIANT, variantSpec(known));
    }
    describe(options, Map.of());
    variants.values().forEach(chosen -> read(new Settings(chosen), options));
  }

  private void describe(Class<?> type, Map<String, String> defaults) {
    for (RecordComponent component : type.getRecordComponents()) {
      SharedSettings shared = component.getAnnotation(SharedSettings.class);
      if (shared != null) {
        Map<String, String> inner = pairs(shared.defaults());
        inner.putAll(defaults);
        describe(component.getType(), inner);
        continue;
      }
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) {
        throw new IllegalArgumentException(
            type.getSimpleName() + "." + component.getName() + " needs @Setting");
      }
      Spec spec =
          new Spec(
              component.getName(),
              typeName(component.getType()),
              defaults.getOrDefault(component.getName(), setting.value()),
              setting.min(),
              setting.max(),
              List.of(setting.choices()),
              setting.help());
      if (specs.put(spec.name(), spec) != null) {
        throw new IllegalArgumentException("two settings are named " + spec.name());
      }
      parse(spec, spec.defaultValue());
    }
  }

  private static Spec variantSpec(Variant[] known) {
    List<String> names = new ArrayList<>(List.of(DEFAULT_VARIANT));
    StringBuilder help = new StringBuilder("A set of defaults:");
    for (Variant variant : known) {
      names.add(variant.value());
      help.append(' ').append(variant.value()).append(" (");
      help.append(String.join(", ", variant.settings())).append(");");
    }
    help.setLength(help.length() - 1);
    double none = Double.POSITIVE_INFINITY;
    return new Spec(VARIANT, "text", DEFAULT_VARIANT, -none, none, names, help.toString());
  }

  private static Map<String, String> pairs(String[] settings) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      pairs.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return pairs;
  }

  public static SettingsSchema of(Class<? extends Record> options) {
    return new SettingsSchema(options);
  }

  public List<Spec> specs() {
    return List.copyOf(specs.values());
  }

  /** The chosen settings over the defaults, as the options record. */
  public <R extends Record> R read(Settings settings, Class<R> type) {
    if (type != options) {
      throw new IllegalArgumentException(
          "this schema reads " + options.getSimpleName() + ", not " + type.getSimpleName());
    }
    return construct(type, values(settings));
  }

  private static <R> R construct(Class<R> type, Map<String, Object> values) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      Object[] arguments = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        arguments[i] =
            components[i].isAnnotationPresent(SharedSettings.class)
                ? construct(components[i].getType(), values)
                : values.get(components[i].getName());
      }
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      // The compact constructor refused a combination; its message is written for the person who
      // chose it.
      throw new SettingException(e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("options record " + type, e);
    }
  }

  /**
   * Throws {@link SettingException} for the first setting that is unknown, malformed or out of
   * range.
   */
  public void validate(Settings settings) {
    read(settings, options);
  }

  /** Every setting by name: as chosen, else as the chosen variant has it, else its default. */
  public Settings resolve(Settings settings) {
    Map<String, String> variant = variantOf(settings);
    Map<String, String> all = new HashMap<>();
    for (Spec spec : specs.values()) {
      all.put(spec.name(), variant.getOrDefault(spec.name(), spec.defaultValue()));
    }
    all.putAll(settings.chosen());
    return new Settings(all);
  }

  private Map<String, String> variantOf(Settings settings) {
    if (!specs.containsKey(VARIANT)) {
      return Map.of();
    }
    String name = settings.chosen().getOrDefault(VARIANT, DEFAULT_VARIANT);
    return variants.get((String) parse(specs.get(VARIANT), name));
  }

  private Map<String, Object> values(Settings settings) {
    for (String name : settings.chosen().keySet()) {
      if (!specs.containsKey(name)) {
        throw new SettingException(
            "there is no setting \"" + name + "\"; this kind has " + new TreeSet<>(specs.keySet()));
      }
    }
    Map<String, String> all = resolve(settings).chosen();
    Map<String, Object> values = new HashMap<>();
    specs.forEach((name, spec) -> values.put(name, parse(spec, all.get(name))));
    return values;
  }

  private static Object parse(Spec spec, String text) {
    try {
      switch (spec.type()) {
        case "integer":
          return Math.toIntExact((long) inRange(spec, Integer.parseInt(text), text));
        case "long":
          inRange(spec, Long.parseLong(text), text);
          return Long.parseLong(text);
        case "number":
          return inRange(spec, Double.parseDouble(text), text);
        case "boolean":
          if (!text.equals("true") && !text.equals("false")) {
            throw new NumberFormatException();
          }
          return Boolean.valueOf(text);
        default:
          if (!spec.choices().isEmpty() && !spec.choices().contains(text)) {
            throw new SettingException(
                "setting \""
                    + spec.name()
                    + "\" is one of "
                    + spec.choices()
                    + ", not \""
                    + text
                    + "\"");
          }
          return text;
      }
    } catch (NumberFormatException e) {
      throw new SettingException(
          "setting \"" + spec.name() + "\" is a " + spec.type() + ", not \"" + text + "\"");
    }
  }

  private static double inRange(Spec spec, double value, String text) {
    if (!(value >= spec.min() && value <= spec.max())) {
      throw new SettingException(
          "setting \""
              + spec.name()
              + "\" lies between "
              + plain(spec.min())
              + " and "
              + plain(spec.max())
              + "; "
              + text
              + " does not");
    }
    return value;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String typeName(Class<?> type) {
    if (type == int.class) {
      return "integer";
    } else if (type == long.class) {
      return "long";
    } else if (type == double.class) {
      return "number";
    } else if (type == boolean.class) {
      return "boolean";
    } else if (type == String.class) {
      return "text";
    }
    throw new IllegalArgumentException("a setting cannot be a " + type.getSimpleName());
  }
}
