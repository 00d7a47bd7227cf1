package io.foretide.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A contract may grow, but whoever reads today's schema must read everything that was ever written.
 */
class ContractsTest {
  private static final Path HISTORY = Path.of("history");
  private static final Path DOCUMENTS = Path.of("..", "docs", "topics");

  @TestFactory
  Stream<DynamicTest> everySchemaReadsAllItsEarlierVersions() {
    return schemas()
        .map(
            schema ->
                DynamicTest.dynamicTest(
                    schema.getName(),
                    () -> {
                      for (Schema earlier : history(schema)) {
                        var result =
                            SchemaCompatibility.checkReaderWriterCompatibility(schema, earlier);
                        assertThat(result.getType())
                            .as(result.getDescription())
                            .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theNewestCommittedVersionIsTheCurrentOne() {
    return schemas()
        .map(
            schema ->
                DynamicTest.dynamicTest(
                    schema.getName(),
                    () -> {
                      List<Schema> versions = history(schema);
                      assertThat(versions)
                          .as(
                              "commit schemas/history/%s/<n>.avsc with the change",
                              schema.getName())
                          .isNotEmpty();
                      assertThat(versions.get(versions.size() - 1))
                          .isEqualTo(Contracts.portable(schema));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyFieldSaysWhatItMeans() {
    return schemas()
        .map(schema -> DynamicTest.dynamicTest(schema.getName(), () -> assertDocumented(schema)));
  }

  @Test
  void theGeneratedDocumentsAreCurrent() throws IOException {
    assertThat(DOCUMENTS.resolve("asyncapi.json"))
        .as("run scripts/topics")
        .content()
        .isEqualTo(AsyncApi.document());
    assertThat(DOCUMENTS.resolve("README.md"))
        .as("run scripts/topics")
        .content()
        .isEqualTo(AsyncApi.page());
  }

  @Test
  void everyTopicSetsItsRetention() {
    assertThat(Topics.all())
        .allSatisfy(topic -> assertThat(topic.config()).containsKey("retention.ms"));
  }

  @Test
  void keysGiveTheirSeriesBack() {
    String series = "sales/a#b/c";
    assertThat(SeriesKeys.seriesOfBlock(SeriesKeys.block(series, "P1D", -3))).contains(series);
    assertThat(SeriesKeys.readForecast(SeriesKeys.forecast("sales", "champion", series)))
        .contains(new SeriesKeys.ForecastKey("sales", "champion", series));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sales", "#", "sales#P1D", "#P1D#3"})
  void aKeyThatSomebodyElseMadeNamesNoSeries(String key) {
    assertThat(SeriesKeys.seriesOfBlock(key)).isEmpty();
  }

  private static Stream<Schema> schemas() {
    return Topics.all().stream().flatMap(topic -> topic.schema().stream());
  }

  private static List<Schema> history(Schema schema) throws IOException {
    List<Schema> versions = new ArrayList<>();
    try (Stream<Path> files = Files.list(HISTORY.resolve(schema.getName()))) {
      List<Path> inOrder =
          files
              .sorted(
                  Comparator.comparingInt(
                      f -> Integer.parseInt(f.getFileName().toString().replace(".avsc", ""))))
              .toList();
      for (Path file : inOrder) {
        versions.add(new Schema.Parser().parse(Files.readString(file)));
      }
    }
    return versions;
  }

  private static void assertDocumented(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
        for (Schema.Field field : schema.getFields()) {
          assertThat(field.doc()).as(schema.getName() + "." + field.name()).isNotBlank();
          assertDocumented(field.schema());
        }
      }
      case ARRAY -> assertDocumented(schema.getElementType());
      case MAP -> assertDocumented(schema.getValueType());
      case UNION -> schema.getTypes().forEach(ContractsTest::assertDocumented);
      default -> {}
    }
  }
}
