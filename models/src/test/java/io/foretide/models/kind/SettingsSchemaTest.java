package io.foretide.models.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsSchemaTest {
  record Options(
      @Setting(value = "50", min = 1, max = 1000, help = "Passes over the data") int epochs,
      @Setting(value = "0.001", min = 0, help = "Step of the optimiser") double rate,
      @Setting(
              value = "auto",
              choices = {"auto", "on", "off"},
              help = "Weekly season")
          String weekly,
      @Setting(value = "false", help = "Damped trend") boolean damped) {
    Options {
      if (damped && epochs == 7) {
        throw new IllegalArgumentException("seven damped epochs are one too many");
      }
    }
  }

  private static final SettingsSchema SCHEMA = SettingsSchema.of(Options.class);

  @Test
  void whatIsNotChosenTakesItsDefault() {
    assertThat(SCHEMA.read(Settings.of("epochs", "3"), Options.class))
        .isEqualTo(new Options(3, 0.001, "auto", false));
  }

  @Test
  void everyWrongSettingIsNamedWithWhatIsAccepted() {
    refused(
        "there is no setting \"epoch\"; this kind has [damped, epochs, rate, weekly]",
        "epoch",
        "3");
    refused("setting \"epochs\" lies between 1 and 1000; 0 does not", "epochs", "0");
    refused("setting \"epochs\" is a integer, not \"many\"", "epochs", "many");
    refused("setting \"weekly\" is one of [auto, on, off], not \"maybe\"", "weekly", "maybe");
    refused("setting \"damped\" is a boolean, not \"yes\"", "damped", "yes");
    refused("setting \"rate\" lies between 0 and Infinity; NaN does not", "rate", "NaN");
  }

  @Test
  void aCombinationTheKindRefusesSpeaksInTheKindsWords() {
    refused("seven damped epochs are one too many", "epochs", "7", "damped", "true");
  }

  @Test
  void theSchemaTellsAFormEverything() {
    SettingsSchema.Spec epochs = SCHEMA.specs().get(0);
    assertThat(epochs)
        .isEqualTo(
            new SettingsSchema.Spec(
                "epochs", "integer", "50", 1, 1000, java.util.List.of(), "Passes over the data"));
  }

  private static void refused(String message, String... settings) {
    assertThatThrownBy(() -> SCHEMA.validate(Settings.of(settings)))
        .isInstanceOf(SettingException.class)
        .hasMessage(message);
  }

  record Shared(
      @Setting(value = "10", min = 1, max = 100, help = "Epochs") int epochs,
      @Setting(value = "0.1", min = 0, max = 1, help = "Rate") double rate) {}

  @Variant(
      value = "deep",
      settings = {"layers=4", "epochs=50"})
  record Varied(
      @Setting(value = "2", min = 1, max = 10, help = "Layers") int layers,
      @SharedSettings(defaults = "rate=0.5") Shared shared) {}

  private final SettingsSchema varied = SettingsSchema.of(Varied.class);

  @Test
  void sharedSettingsStandBesideTheKindsOwnWithDefaultsOfItsOwn() {
    assertThat(varied.specs())
        .extracting(SettingsSchema.Spec::name)
        .containsExactly("variant", "layers", "epochs", "rate");
    assertThat(varied.read(Settings.of("epochs", "7"), Varied.class))
        .isEqualTo(new Varied(2, new Shared(7, 0.5)));
  }

  @Test
  void aVariantIsASetOfDefaultsAndWhatIsChosenBesideItCountsMore() {
    Settings chosen = Settings.of("variant", "deep", "epochs", "7");
    assertThat(varied.read(chosen, Varied.class)).isEqualTo(new Varied(4, new Shared(7, 0.5)));
    assertThat(varied.resolve(chosen))
        .isEqualTo(Settings.of("variant", "deep", "layers", "4", "epochs", "7", "rate", "0.5"));
    assertThatThrownBy(() -> varied.validate(Settings.of("variant", "huge")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("[default, deep]");
  }
}
