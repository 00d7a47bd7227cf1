package io.foretide.models.kind;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The settings a kind takes: one {@link Spec} per component of its options record, which may be
 * {@code int}, {@code long}, {@code double}, {@code boolean} or {@code String}, each annotated with
 * {@link Setting}.
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
      String help) {}

  private final Class<? extends Record> options;
  private final Map<String, Spec> specs = new LinkedHashMap<>();

  private SettingsSchema(Class<? extends Record> options) {
    this.options = options;
    for (RecordComponent component : options.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) {
        throw new IllegalArgumentException(
            options.getSimpleName() + "." + component.getName() + " needs @Setting");
      }
      Spec spec =
          new Spec(
              component.getName(),
              typeName(component.getType()),
              setting.value(),
              setting.min(),
              setting.max(),
              List.of(setting.choices()),
              setting.help());
      specs.put(spec.name(), spec);
      parse(spec, setting.value());
    }
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
    Object[] values = values(settings).toArray();
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
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

  private List<Object> values(Settings settings) {
    for (String name : settings.chosen().keySet()) {
      if (!specs.containsKey(name)) {
        throw new SettingException(
            "there is no setting \"" + name + "\"; this kind has " + new TreeSet<>(specs.keySet()));
      }
    }
    List<Object> values = new ArrayList<>();
    for (Spec spec : specs.values()) {
      values.add(parse(spec, settings.chosen().getOrDefault(spec.name(), spec.defaultValue())));
    }
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
