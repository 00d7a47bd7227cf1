package io.foretide.runtime.rest;

import io.foretide.runtime.CodedException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One parameter of a path or a query.
 *
 * @param type of one value
 * @param many whether it may come repeatedly, or as several joined by commas
 * @param otherwise what it is where left out; empty if nothing
 */
record Parameter(
    String name,
    Class<?> type,
    boolean optional,
    boolean many,
    boolean inPath,
    String help,
    String otherwise,
    long min,
    long max) {
  private static final Pattern IN_PATH = Pattern.compile("[{<](\\w+)[}>]");

  static List<String> namesIn(String path) {
    return IN_PATH.matcher(path).results().map(found -> found.group(1)).toList();
  }

  static Parameter of(RecordComponent component, String path) {
    Says says = component.getAnnotation(Says.class);
    boolean optional = component.getType() == Optional.class;
    boolean many = component.getType() == List.class;
    return new Parameter(
        nameOf(component),
        optional || many ? argument(component.getGenericType()) : component.getType(),
        optional,
        many,
        namesIn(path).contains(nameOf(component)),
        says == null ? "" : says.value(),
        says == null ? "" : says.otherwise(),
        says == null ? Long.MIN_VALUE : says.min(),
        says == null ? Long.MAX_VALUE : says.max());
  }

  /** Its name over HTTP. */
  static String nameOf(RecordComponent component) {
    Says says = component.getAnnotation(Says.class);
    return says == null || says.name().isEmpty() ? component.getName() : says.name();
  }

  static Class<?> argument(Type type) {
    return (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  boolean required() {
    return inPath || (!optional && !many && otherwise.isEmpty());
  }

  Object read(List<String> given) {
    if (many) {
      return given.stream()
          .flatMap(text -> Arrays.stream(text.split(",")))
          .filter(text -> !text.isBlank())
          .map(text -> (Object) parse(text.strip()))
          .toList();
    }
    String text = given.isEmpty() ? otherwise : given.get(given.size() - 1);
    if (optional) {
      return text.isBlank() ? Optional.empty() : Optional.of(parse(text));
    }
    if (text.isBlank()) {
      throw new CodedException("FT-1907", "parameter \"" + name + "\" is missing: " + help);
    }
    return parse(text);
  }

  private Object parse(String text) {
    try {
      if (type == int.class || type == Integer.class) {
        return inRange(Integer.parseInt(text)).intValue();
      } else if (type == long.class || type == Long.class) {
        return inRange(Long.parseLong(text));
      } else if (type == double.class || type == Double.class) {
        return Double.valueOf(text);
      } else if (type == boolean.class || type == Boolean.class) {
        return truth(text);
      } else if (type == Instant.class) {
        return Instant.parse(text);
      } else if (type.isEnum()) {
        return Arrays.stream(type.getEnumConstants())
            .filter(constant -> constant.toString().equals(text.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(NumberFormatException::new);
      }
      return text;
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new CodedException(
          "FT-1907", "parameter \"%s\" is %s, not \"%s\"".formatted(name, expected(), text), e);
    }
  }

  private static Boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new NumberFormatException();
    }
    return Boolean.valueOf(text);
  }

  private Long inRange(long value) {
    if (value < min || value > max) {
      throw new NumberFormatException();
    }
    return value;
  }

  private String expected() {
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (type == Instant.class) {
      return "an instant such as 2024-05-01T00:00:00Z";
    } else if (type.isEnum()) {
      return "one of "
          + new TreeSet<>(Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
    } else if (type == double.class || type == Double.class) {
      return "a number";
    }
    return "a whole number"
        + (min == Long.MIN_VALUE ? "" : " from " + min)
        + (max == Long.MAX_VALUE || max == Integer.MAX_VALUE ? "" : " to " + max);
  }
}
