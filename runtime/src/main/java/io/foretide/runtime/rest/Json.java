package io.foretide.runtime.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.foretide.runtime.AvroJson;
import io.foretide.runtime.CodedException;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as JSON, and back: an empty Optional is left out, instants are ISO 8601, and records of
 * the contracts are as {@link AvroJson} has them.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(SpecificRecord.class, new OfContract()))
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value for JSON: " + value.getClass(), e);
    }
  }

  /**
   * @throws CodedException FT-1902 if the text is not JSON, or not of this shape
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text.isBlank() ? "{}" : text, type);
    } catch (UnrecognizedPropertyException e) {
      throw new CodedException(
          "FT-1902",
          "there is no field \"%s\" here; the body takes %s"
              .formatted(e.getPropertyName(), e.getKnownPropertyIds()),
          e);
    } catch (JsonProcessingException e) {
      throw new CodedException(
          "FT-1902",
          "the request body is not the JSON that is expected here: " + e.getOriginalMessage(),
          e);
    }
  }

  private static final class OfContract extends JsonSerializer<SpecificRecord> {
    @Override
    public void serialize(SpecificRecord value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeTree(AvroJson.of(value));
    }
  }
}
