package io.foretide.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * JSON Schemas (2020-12, as OpenAPI 3.1 uses them) of what {@link Json} writes. Records become
 * named components that allow no other fields, so that a response with a field too many is found
 * out.
 */
final class JsonSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, Type> owners = new TreeMap<>();
  private final Map<String, ObjectNode> components = new TreeMap<>();

  /** The components that were needed so far. */
  Map<String, ObjectNode> components() {
    return components;
  }

  ObjectNode of(Answer<?> answer) {
    ObjectNode element = of(answer.element());
    return switch (answer.shape()) {
      case ONE -> element;
      case LIST -> array(element);
      case PAGE -> page(answer.element(), element);
    };
  }

  ObjectNode of(Type type) {
    return of(type, NODES.objectNode());
  }

  private ObjectNode of(Type type, ObjectNode variable) {
    if (type instanceof TypeVariable<?>) {
      return variable;
    } else if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments();
      if (raw == Optional.class) {
        return of(arguments[0], variable);
      } else if (Map.class.isAssignableFrom(raw)) {
        ObjectNode map = plain("object");
        map.set("additionalProperties", of(arguments[1], variable));
        return map;
      } else if (Collection.class.isAssignableFrom(raw)) {
        return array(of(arguments[0], variable));
      }
      throw new IllegalStateException("no schema for " + type);
    }
    return ofClass((Class<?>) type);
  }

  private ObjectNode ofClass(Class<?> type) {
    if (type == String.class) {
      return plain("string");
    } else if (type == int.class || type == Integer.class) {
      return plain("integer").put("format", "int32");
    } else if (type == long.class || type == Long.class) {
      return plain("integer").put("format", "int64");
    } else if (type == double.class || type == Double.class) {
      return plain("number");
    } else if (type == boolean.class || type == Boolean.class) {
      return plain("boolean");
    } else if (type == Instant.class) {
      return plain("string").put("format", "date-time");
    } else if (JsonNode.class.isAssignableFrom(type) || type == Object.class) {
      return NODES.objectNode();
    } else if (type.isEnum()) {
      ArrayNode words = NODES.arrayNode();
      for (Object constant : type.getEnumConstants()) {
        words.add(constant.toString());
      }
      return plain("string").set("enum", words);
    } else if (type.isSealed()) {
      ArrayNode some = NODES.arrayNode();
      for (Class<?> one : type.getPermittedSubclasses()) {
        some.add(ofClass(one));
      }
      return NODES.objectNode().set("oneOf", some);
    } else if (type.isRecord()) {
      return named(type.getSimpleName(), type, () -> record(type));
    } else if (SpecificRecord.class.isAssignableFrom(type)) {
      return new AvroSchemas(this).of(type);
    }
    throw new IllegalStateException("no schema for " + type);
  }

  /** A reference to the component, which is made on the first mention. */
  ObjectNode named(String name, Type owner, Supplier<ObjectNode> schema) {
    Type other = owners.putIfAbsent(name, owner);
    if (other == null) {
      components.put(name, schema.get());
    } else if (!other.equals(owner)) {
      throw new IllegalStateException(other + " and " + owner + " would share the name " + name);
    }
    return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  private ObjectNode record(Class<?> type) {
    return record(type, NODES.objectNode());
  }

  /**
   * @param variable schema of what stands for the record's type variable
   */
  private ObjectNode record(Class<?> type, ObjectNode variable) {
    ObjectNode schema = plain("object");
    describe(schema, type.getAnnotation(Says.class));
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode property = of(component.getGenericType(), variable);
      describe(property, component.getAnnotation(Says.class));
      properties.set(component.getName(), property);
      if (component.getType() != Optional.class) {
        required.add(component.getName());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private static void describe(ObjectNode schema, Says says) {
    if (says != null) {
      schema.put("description", says.value());
    }
  }

  private ObjectNode page(Class<?> element, ObjectNode schema) {
    return named("PageOf" + element.getSimpleName(), element, () -> record(Page.class, schema));
  }

  static ObjectNode plain(String type) {
    return NODES.objectNode().put("type", type);
  }

  static ObjectNode array(ObjectNode items) {
    ObjectNode array = plain("array");
    array.set("items", items);
    return array;
  }
}
