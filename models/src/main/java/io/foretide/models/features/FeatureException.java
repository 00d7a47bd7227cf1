package io.foretide.models.features;

/** Features that cannot be computed, or are not those a model was trained on. */
public final class FeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String problem;

  /** As an error of the catalogue in docs/errors.md. */
  public FeatureException(String code, String problem) {
    super(code + " " + problem);
    this.code = code;
    this.problem = problem;
  }

  /** {@code FT-246x}. */
  public String code() {
    return code;
  }

  /** The message without its code. */
  public String problem() {
    return problem;
  }
}
