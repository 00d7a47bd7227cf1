package io.foretide.models.features;

/** Features that cannot be computed, or are not those a model was trained on. */
public final class FeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  FeatureException(String code, String message) {
    super(code + " " + message);
    this.code = code;
  }

  /** {@code FT-246x}. */
  public String code() {
    return code;
  }
}
