package io.foretide.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may import whom. An import goes down, never up or sideways: services meet only on topics and
 * in {@code models}. Think hard before a line here changes.
 */
class LayeringTest {
  private static final String HOUSE = "io.foretide";

  /** Each room, and the rooms beneath that it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "schemas", Set.of(),
          "models", Set.of(),
          "runtime", Set.of("schemas"),
          "embedded", Set.of("schemas", "runtime"),
          "neural", Set.of("models"),
          "ingest", Set.of("schemas", "models", "runtime"),
          "forecaster", Set.of("schemas", "models", "runtime"),
          "registry", Set.of("schemas", "models", "runtime"),
          "trainer", Set.of("schemas", "models", "runtime", "neural"),
          "standalone",
              Set.of(
                  "schemas",
                  "models",
                  "runtime",
                  "embedded",
                  "neural",
                  "ingest",
                  "forecaster",
                  "registry",
                  "trainer"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(HOUSE);

  static Stream<String> rooms() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyWhatIsBeneathIt(String room) {
    noClasses()
        .that(resideIn(room))
        .should()
        .dependOnClassesThat(resideElsewhere(room))
        .check(CLASSES);
  }

  /** Not yet of neural: what a network is, how it is trained and how exported know each other. */
  static Stream<String> roomsWithoutCycles() {
    return rooms().filter(room -> !room.equals("neural"));
  }

  @ParameterizedTest
  @MethodSource("roomsWithoutCycles")
  void packagesOfARoomFormNoCycle(String room) {
    slices()
        .assignedFrom(packagesOf(room))
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one package, or lack a third")
        .check(CLASSES);
  }

  @Test
  void arraysLiveInClassesNotInRecords() {
    noFields()
        .that(areDeclaredInARecord())
        .and()
        .areNotStatic()
        .should(beArrays())
        .because("a record with an array is equal to no copy of itself, and anybody may change it")
        .check(CLASSES);
  }

  @Test
  void everyRoomIsOnTheList() {
    Set<String> found = CLASSES.stream().map(LayeringTest::room).collect(Collectors.toSet());
    assertThat(found).isEqualTo(MAY_USE.keySet());
  }

  @Test
  void modelsKnowNoKafka() {
    noClasses()
        .that(resideIn("models"))
        .or(resideIn("neural"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.confluent..", "org.apache.avro..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "ingest", "forecaster", "registry"})
  void whoServesDoesNotReachTheNeuralEngine(String room) {
    noClasses()
        .that(resideIn(room))
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", HOUSE + ".neural..")
        .check(CLASSES);
  }

  private static SliceAssignment packagesOf(String room) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return ours(type) && room(type).equals(room)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + room;
      }
    };
  }

  private static DescribedPredicate<JavaField> areDeclaredInARecord() {
    return describe("are declared in a record", field -> field.getOwner().isRecord());
  }

  private static ArchCondition<JavaField> beArrays() {
    return ArchCondition.from(describe("be arrays", field -> field.getRawType().isArray()));
  }

  private static DescribedPredicate<JavaClass> resideIn(String room) {
    return describe("in " + room, type -> ours(type) && room(type).equals(room));
  }

  private static DescribedPredicate<JavaClass> resideElsewhere(String room) {
    return describe(
        "in a room other than " + MAY_USE.get(room),
        type -> ours(type) && !room(type).equals(room) && !MAY_USE.get(room).contains(room(type)));
  }

  private static boolean ours(JavaClass type) {
    return type.getPackageName().startsWith(HOUSE + ".");
  }

  /** {@code trainer} of {@code io.foretide.trainer.policy.X}. */
  private static String room(JavaClass type) {
    return type.getPackageName().split("\\.")[2];
  }
}
