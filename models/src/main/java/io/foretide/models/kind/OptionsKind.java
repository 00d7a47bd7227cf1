package io.foretide.models.kind;

/**
 * A kind whose settings are one options record: the schema is derived from it, and what was chosen
 * is read into it.
 *
 * @param <O> the options, each component with its {@link Setting}
 */
public abstract class OptionsKind<O extends Record> implements ModelKind {
  private final KindCard card;
  private final Class<O> type;
  private final SettingsSchema settings;

  protected OptionsKind(KindCard card, Class<O> options) {
    this.card = card;
    this.type = options;
    this.settings = SettingsSchema.of(options);
  }

  /**
   * What was chosen, defaults filled in.
   *
   * @throws SettingException if a setting is unknown, malformed or out of range
   */
  protected final O options(Settings chosen) {
    return settings.read(chosen, type);
  }

  @Override
  public final KindCard card() {
    return card;
  }

  @Override
  public final SettingsSchema settings() {
    return settings;
  }
}
