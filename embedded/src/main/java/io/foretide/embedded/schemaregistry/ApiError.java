package io.foretide.embedded.schemaregistry;

/** An answer other than success, with Confluent's HTTP status and error code. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  private ApiError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static ApiError http(int status, String message) {
    return new ApiError(status, status, message);
  }

  static ApiError subjectNotFound(String subject) {
    return new ApiError(404, 40401, "Subject '" + subject + "' not found.");
  }

  static ApiError versionNotFound(Object version) {
    return new ApiError(404, 40402, "Version " + version + " not found.");
  }

  static ApiError schemaNotFound() {
    return new ApiError(404, 40403, "Schema not found");
  }

  static ApiError schemaNotFound(int id) {
    return new ApiError(404, 40403, "Schema " + id + " not found");
  }

  static ApiError subjectSoftDeleted(String subject) {
    return new ApiError(
        404,
        40404,
        "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
  }

  static ApiError subjectNotSoftDeleted(String subject) {
    return new ApiError(
        404,
        40405,
        "Subject '" + subject + "' was not deleted first before being permanently deleted");
  }

  static ApiError versionSoftDeleted(String subject, int version) {
    return new ApiError(
        404,
        40406,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject, version));
  }

  static ApiError versionNotSoftDeleted(String subject, int version) {
    return new ApiError(
        404,
        40407,
        "Subject '%s' Version %d was not deleted first before being permanently deleted"
            .formatted(subject, version));
  }

  static ApiError levelNotConfigured(String subject) {
    return new ApiError(
        404,
        40408,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static ApiError modeNotConfigured(String subject) {
    return new ApiError(
        404, 40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static ApiError incompatible(String message) {
    return new ApiError(409, 409, message);
  }

  static ApiError invalidSchema(String message) {
    return new ApiError(422, 42201, message);
  }

  static ApiError invalidVersion(String version) {
    return new ApiError(
        422,
        42202,
        "The specified version '"
            + version
            + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
            + " \"latest\"");
  }

  static ApiError invalidLevel(String level) {
    return new ApiError(
        422,
        42203,
        "Invalid compatibility level '"
            + level
            + "'. Valid values are none, backward, forward, full, backward_transitive,"
            + " forward_transitive, and full_transitive");
  }

  static ApiError invalidMode(String mode) {
    return new ApiError(
        422, 42204, "Invalid mode '" + mode + "'. Valid values are READWRITE, READONLY, IMPORT");
  }

  static ApiError notPermitted(String message) {
    return new ApiError(422, 42205, message);
  }

  static ApiError referenceExists(String subject, int version) {
    return new ApiError(
        422,
        42206,
        "One or more references exist to the schema {subject=%s,version=%d}"
            .formatted(subject, version));
  }

  static ApiError invalidSubject(String subject) {
    return new ApiError(
        422, 42208, "The specified subject '" + subject + "' is not a valid subject.");
  }

  static ApiError store(Throwable cause) {
    ApiError error =
        new ApiError(500, 50001, "Error in the backend data store: " + cause.getMessage());
    error.initCause(cause);
    return error;
  }

  static ApiError timeout() {
    return new ApiError(500, 50002, "The operation timed out: is the broker up?");
  }
}
