package io.foretide.embedded.schemaregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.foretide.embedded.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The registry as Confluent's own client finds it. */
class ConfluentClientTest {
  private static final String V1 = record("{'name':'a','type':'int'}");
  private static final String WITH_DEFAULT =
      record("{'name':'a','type':'int'},{'name':'b','type':'int','default':0}");
  private static final String WITHOUT_DEFAULT =
      record("{'name':'a','type':'int'},{'name':'b','type':'int'}");

  private static EmbeddedBroker broker;
  private static EmbeddedSchemaRegistry registry;

  private SchemaRegistryClient client;
  private RestService rest;
  private String subject;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.temporary();
    registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @BeforeEach
  void connect(TestInfo info) {
    client = client();
    rest = new RestService(registry.url());
    subject = info.getTestMethod().orElseThrow().getName() + "-value";
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
    rest.close();
  }

  @Test
  void oneSchemaHasOneIdWhereverItIsRegistered() throws Exception {
    int id = client.register(subject, new AvroSchema(V1));
    assertThat(client.register(subject + "2", new AvroSchema(V1))).isEqualTo(id);
    assertThat(client().register(subject, new AvroSchema(V1))).isEqualTo(id);
    assertThat(client.getAllVersions(subject)).containsExactly(1);
    assertThat(client.getAllSubjectsById(id)).contains(subject, subject + "2");
    assertThat(client().getSchemaById(id)).isEqualTo(new AvroSchema(V1));
    assertThat(rest.getAllVersionsById(id)).extracting("subject").contains(subject);
  }

  @Test
  void aNewVersionIsFoundByNumberByTextAndAsTheLatest() throws Exception {
    client.register(subject, new AvroSchema(V1));
    int id = client.register(subject, new AvroSchema(WITH_DEFAULT));
    assertThat(client.getLatestSchemaMetadata(subject).getVersion()).isEqualTo(2);
    assertThat(client.getSchemaMetadata(subject, 1).getSchema()).isEqualTo(canonical(V1));
    assertThat(client().getVersion(subject, new AvroSchema(WITH_DEFAULT))).isEqualTo(2);
    assertThat(client().getId(subject, new AvroSchema(WITH_DEFAULT))).isEqualTo(id);
    assertThat(rest.getVersionSchemaOnly(subject, 1)).isEqualTo(canonical(V1));
  }

  @Test
  void whatOldReadersCouldNotReadIsRefusedWithTheReason() throws Exception {
    client.register(subject, new AvroSchema(V1));
    assertThatThrownBy(() -> client.register(subject, new AvroSchema(WITHOUT_DEFAULT)))
        .isInstanceOfSatisfying(
            RestClientException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(409);
              assertThat(e.getErrorCode()).isEqualTo(409);
            })
        .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE")
        .hasMessageContaining("BACKWARD");
    assertThat(client.getAllVersions(subject)).containsExactly(1);
  }

  @Test
  void compatibilityCanBeAskedWithoutRegistering() throws Exception {
    client.register(subject, new AvroSchema(V1));
    assertThat(client.testCompatibility(subject, new AvroSchema(WITH_DEFAULT))).isTrue();
    assertThat(client.testCompatibility(subject, new AvroSchema(WITHOUT_DEFAULT))).isFalse();
    assertThat(client.testCompatibilityVerbose(subject, new AvroSchema(WITHOUT_DEFAULT)))
        .isNotEmpty();
    assertThat(rest.testCompatibility(WITHOUT_DEFAULT, subject, "1")).isNotEmpty();
    assertThat(rest.testCompatibility(WITHOUT_DEFAULT, subject + "-new", "latest")).isEmpty();
    assertThat(client.getAllVersions(subject)).containsExactly(1);
  }

  @Test
  void aTransitiveLevelLooksAtAllVersionsAndAPlainOneAtTheLast() throws Exception {
    client.updateCompatibility(subject, "NONE");
    client.register(subject, new AvroSchema(record("{'name':'a','type':'string'}")));
    client.register(subject, new AvroSchema(V1));
    client.updateCompatibility(subject, "BACKWARD");
    assertThat(client.testCompatibility(subject, new AvroSchema(WITH_DEFAULT))).isTrue();
    assertThat(rest.testCompatibility(WITH_DEFAULT, subject, null)).isEmpty();
    client.updateCompatibility(subject, "BACKWARD_TRANSITIVE");
    assertThat(rest.testCompatibility(WITH_DEFAULT, subject, null)).isNotEmpty();
    assertError(409, 409, () -> rest.registerSchema(WITH_DEFAULT, subject));
    client.updateCompatibility(subject, "FORWARD");
    assertThat(client.testCompatibility(subject, new AvroSchema(WITHOUT_DEFAULT))).isTrue();
    client.updateCompatibility(subject, "FULL");
    assertThat(client.testCompatibility(subject, new AvroSchema(WITHOUT_DEFAULT))).isFalse();
    assertThat(client.getCompatibility(subject)).isEqualTo("FULL");
  }

  @Test
  void aDeletedVersionStaysReadableByIdUntilItIsDeletedForGood() throws Exception {
    String ofItsOwn = record("{'name':'a','type':'int','doc':'its own'}");
    int id = client.register(subject, new AvroSchema(ofItsOwn));
    client.register(subject, new AvroSchema(WITH_DEFAULT));
    assertThat(client.deleteSchemaVersion(subject, "1")).isEqualTo(1);
    assertThat(client.getAllVersions(subject)).containsExactly(2);
    assertThat(client().getSchemaById(id)).isEqualTo(new AvroSchema(ofItsOwn));
    assertError(404, 40402, () -> rest.getVersion(subject, 1));
    assertError(404, 40406, () -> rest.deleteSchemaVersion(Map.of(), subject, "1"));
    assertError(404, 40407, () -> rest.deleteSchemaVersion(Map.of(), subject, "2", true));
    assertThat(rest.deleteSchemaVersion(Map.of(), subject, "1", true)).isEqualTo(1);
    assertError(404, 40403, () -> rest.getId(id));
  }

  @Test
  void aDeletedSubjectIsGoneFromTheListAndCountsOnWhenItComesBack() throws Exception {
    client.register(subject, new AvroSchema(V1));
    client.updateCompatibility(subject, "FULL");
    assertError(404, 40405, () -> rest.deleteSubject(Map.of(), subject, true));
    assertThat(client.deleteSubject(subject)).containsExactly(1);
    assertThat(rest.getAllSubjects()).doesNotContain(subject);
    assertThat(rest.getAllSubjects(true)).contains(subject);
    assertError(404, 40404, () -> rest.deleteSubject(Map.of(), subject, false));
    assertError(404, 40408, () -> rest.getConfig(subject));
    client().register(subject, new AvroSchema(V1));
    assertThat(client.getAllVersions(subject)).containsExactly(2);
    assertThat(client().deleteSubject(subject)).containsExactly(2);
    assertThat(rest.deleteSubject(Map.of(), subject, true)).containsExactly(1, 2);
    assertError(404, 40401, () -> rest.getAllVersions(subject));
  }

  @Test
  void aSchemaMayReferToAnotherWhichThenCannotBeDeleted() throws Exception {
    String used = subject + "-used";
    client.register(used, new AvroSchema(V1));
    String schema =
        "{'type':'record','name':'Outer','fields':[{'name':'r','type':'R'}]}".replace('\'', '"');
    SchemaReference reference = new SchemaReference("R", used, 1);
    int id =
        client.register(subject, new AvroSchema(schema, List.of(reference), Map.of("R", V1), null));
    ParsedSchema read = client().getSchemaById(id);
    assertThat(read.references()).containsExactly(reference);
    assertThat(read.canonicalString()).isEqualTo(canonicalOf(schema, V1));
    assertThat(rest.getReferencedBy(used, 1)).containsExactly(id);
    assertError(422, 42206, () -> rest.deleteSchemaVersion(Map.of(), used, "1"));
    assertError(
        422,
        42201,
        () ->
            rest.registerSchema(
                schema, "AVRO", List.of(new SchemaReference("R", used, 7)), subject));
  }

  @Test
  void whatDiffersInWritingAloneIsOneSchemaWhenNormalized() throws Exception {
    String reordered = "{'fields':[{'type':{'type':'int'},'name':'a'}],'name':'R','type':'record'}";
    int id = client.register(subject, new AvroSchema(V1), true);
    assertThat(client.register(subject, new AvroSchema(reordered.replace('\'', '"')), true))
        .isEqualTo(id);
    assertThat(client.getAllVersions(subject)).containsExactly(1);
  }

  @Test
  void importKeepsTheNumbersOfAnotherRegistry() throws Exception {
    assertError(422, 42205, () -> rest.registerSchema(V1.replace("'R'", "'I'"), subject, 3, 4711));
    rest.setMode("IMPORT", subject);
    assertThat(client.register(subject, new AvroSchema(imported("x")), 3, 4711)).isEqualTo(4711);
    assertThat(client.getAllVersions(subject)).containsExactly(3);
    assertError(422, 42205, () -> rest.registerSchema(imported("y"), subject, 4, 4711));
    rest.setMode("READWRITE", subject);
    assertThat(client.register(subject, new AvroSchema(imported("x")))).isEqualTo(4711);
  }

  @Test
  void aReadOnlySubjectTakesNothing() throws Exception {
    client.register(subject, new AvroSchema(V1));
    rest.setMode("READONLY", subject);
    assertThat(client.getMode(subject)).isEqualTo("READONLY");
    assertError(422, 42205, () -> rest.registerSchema(WITH_DEFAULT, subject));
    assertError(422, 42205, () -> rest.deleteSubject(Map.of(), subject));
    assertThat(rest.deleteSubjectMode(subject).getMode()).isEqualTo("READONLY");
    assertError(404, 40409, () -> rest.getMode(subject));
    client.register(subject, new AvroSchema(WITH_DEFAULT));
  }

  @Test
  void aSubjectWithASlashIsOneSubject() throws Exception {
    String odd = subject + "/a b+c%";
    int id = client.register(odd, new AvroSchema(V1));
    assertThat(client.getAllSubjects()).contains(odd);
    assertThat(client().getId(odd, new AvroSchema(V1))).isEqualTo(id);
  }

  @Test
  void aSecondRegistryOnTheSameTopicKnowsTheSame() throws Exception {
    int id = client.register(subject, new AvroSchema(V1));
    client.updateCompatibility(subject, "FULL_TRANSITIVE");
    client.register(subject, new AvroSchema(WITH_DEFAULT));
    client.deleteSchemaVersion(subject, "2");
    try (EmbeddedSchemaRegistry second =
            EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
        RestService other = new RestService(second.url())) {
      assertThat(other.getAllSubjects(true)).isEqualTo(rest.getAllSubjects(true));
      assertThat(other.getAllVersions(subject)).containsExactly(1);
      assertThat(other.getId(id).getSchemaString()).isEqualTo(canonical(V1));
      assertThat(other.getConfig(subject).getCompatibilityLevel()).isEqualTo("FULL_TRANSITIVE");
    }
  }

  private static SchemaRegistryClient client() {
    return new CachedSchemaRegistryClient(
        List.of(registry.url()), 100, List.of(new AvroSchemaProvider()), Map.of());
  }

  private static void assertError(int status, int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RestClientException.class,
            e -> {
              assertThat(e.getErrorCode()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.getStatus()).isEqualTo(status);
            });
  }

  private static String record(String fields) {
    return "{'type':'record','name':'R','fields':[%s]}".formatted(fields).replace('\'', '"');
  }

  private static String imported(String field) {
    return record("{'name':'imported_%s','type':'int'}".formatted(field));
  }

  private static String canonical(String schema) {
    return new AvroSchema(schema).canonicalString();
  }

  private static String canonicalOf(String schema, String used) {
    return new AvroSchema(schema, List.of(), Map.of("R", used), null).canonicalString();
  }
}
