package io.foretide.runtime.rest;

import io.foretide.runtime.CodedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a route takes from its path and its query, as a record: a component whose name stands in the
 * path in braces comes from there, the others from the query. A component that is itself a record
 * counts as its components; one that is a {@code Map<String, List<String>>} takes whatever else the
 * query has.
 */
final class Parameters<P extends Record> {
  private final Class<P> type;
  private final Map<String, Parameter> all = new LinkedHashMap<>();
  private Optional<String> rest = Optional.empty();

  private Parameters(Class<P> type, String path) {
    this.type = type;
    describe(type, path);
  }

  static <P extends Record> Parameters<P> of(Class<P> type, String path) {
    return new Parameters<>(type, path);
  }

  private void describe(Class<?> record, String path) {
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.getType().isRecord()) {
        describe(component.getType(), path);
      } else if (component.getType() == Map.class) {
        rest = Optional.ofNullable(component.getAnnotation(Says.class)).map(Says::value);
      } else {
        Parameter parameter = Parameter.of(component, path);
        if (all.put(parameter.name(), parameter) != null) {
          throw new IllegalStateException("two parameters are named " + parameter.name());
        }
      }
    }
  }

  /** Refuses a path that names what the record lacks. */
  void cover(String path) {
    for (String name : Parameter.namesIn(path)) {
      if (!all.containsKey(name)) {
        throw new IllegalStateException(path + ": no component " + name + " in " + type);
      }
    }
  }

  List<Parameter> all() {
    return List.copyOf(all.values());
  }

  /** What is said of the parameters without a name of their own, if there may be any. */
  Optional<String> rest() {
    return rest;
  }

  /**
   * @throws CodedException FT-1907 if one is unknown, missing, malformed or out of range
   */
  P read(Map<String, String> path, Map<String, List<String>> query) {
    Map<String, List<String>> given = new LinkedHashMap<>(query);
    for (String name : query.keySet()) {
      boolean unknown = !all.containsKey(name) && rest.isEmpty();
      if (unknown || (all.containsKey(name) && all.get(name).inPath())) {
        throw new CodedException(
            "FT-1907",
            "there is no parameter \"%s\"; the query takes %s".formatted(name, queryNames()));
      }
    }
    path.forEach((name, value) -> given.put(name, List.of(value)));
    return construct(type, given);
  }

  private TreeSet<String> queryNames() {
    TreeSet<String> names = new TreeSet<>();
    all.values().stream().filter(p -> !p.inPath()).forEach(p -> names.add(p.name()));
    return names;
  }

  private Object value(RecordComponent component, Map<String, List<String>> given) {
    if (component.getType().isRecord()) {
      return construct(component.getType(), given);
    } else if (component.getType() == Map.class) {
      Map<String, List<String>> others = new LinkedHashMap<>(given);
      others.keySet().removeAll(all.keySet());
      return others;
    }
    return read(Parameter.nameOf(component), given);
  }

  private Object read(String name, Map<String, List<String>> given) {
    return all.get(name).read(given.getOrDefault(name, List.of()));
  }

  private <T> T construct(Class<T> record, Map<String, List<String>> given) {
    RecordComponent[] components = record.getRecordComponents();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(value(component, given));
    }
    try {
      var constructor =
          record.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof CodedException coded) {
        throw coded;
      }
      throw new CodedException("FT-1907", e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("parameters " + record, e);
    }
  }
}
