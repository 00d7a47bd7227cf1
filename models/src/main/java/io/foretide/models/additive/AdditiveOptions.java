package io.foretide.models.additive;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The settings of {@link AdditiveKind}; names, defaults and meanings are Prophet's. */
record AdditiveOptions(
    @Setting(
            value = "linear",
            choices = {"linear", "logistic", "flat"},
            help = "shape of the trend; logistic needs a cap")
        String growth,
    @Setting(value = "", help = "logistic growth saturates here: a number, or a column's name")
        String cap,
    @Setting(value = "", help = "logistic growth starts from here: a number, or a column's name")
        String floor,
    @Setting(
            value = "25",
            min = 0,
            max = 1000,
            help = "dates at which the trend may change its rate, evenly spread")
        int changepoints,
    @Setting(
            value = "",
            help = "dates at which the trend may change instead: 2024-01-15,2024-06-01")
        String changepointDates,
    @Setting(
            value = "0.8",
            min = 0.01,
            max = 1,
            help = "first part of the history in which changepoints may lie")
        double changepointRange,
    @Setting(
            value = "0.05",
            min = 1e-6,
            max = 1000,
            help = "how readily the trend bends; larger bends more")
        double changepointPriorScale,
    @Setting(value = "auto", help = "auto (from two years on), on, off, or a Fourier order")
        String yearly,
    @Setting(value = "auto", help = "auto (from two weeks on), on, off, or a Fourier order")
        String weekly,
    @Setting(value = "auto", help = "auto (where steps are shorter), on, off, or a Fourier order")
        String daily,
    @Setting(
            value = "",
            help = "more seasonalities, name:days:order[:prior[:mode[:condition column]]],...")
        String seasonalities,
    @Setting(
            value = "additive",
            choices = {"additive", "multiplicative"},
            help = "whether seasonality is an amount, or a share of the trend")
        String seasonalityMode,
    @Setting(
            value = "10",
            min = 1e-6,
            max = 1e6,
            help = "how strong seasonality may be; smaller damps it")
        double seasonalityPriorScale,
    @Setting(value = "", help = "public holidays of a country or region: DE, US, FR, DE-BY")
        String holidays,
    @Setting(value = "", help = "days of your own: name=2023-11-24|2024-11-29,name=...")
        String events,
    @Setting(value = "0", min = 0, max = 30, help = "days before a holiday that belong to it")
        int daysBefore,
    @Setting(value = "0", min = 0, max = 30, help = "days after a holiday that belong to it")
        int daysAfter,
    @Setting(
            value = "10",
            min = 1e-6,
            max = 1e6,
            help = "how strong holidays, and regressors without a prior of their own, may be")
        double holidaysPriorScale,
    @Setting(value = "", help = "columns that explain the target, name[:prior[:mode]],...")
        String regressors,
    @Setting(
            value = "absmax",
            choices = {"absmax", "minmax"},
            help = "scale the target by its largest value, or by its range")
        String scaling,
    @Setting(value = "1000", min = 10, max = 100_000, help = "sample paths behind the intervals")
        int samples) {
  private static final SettingsSchema SCHEMA = SettingsSchema.of(AdditiveOptions.class);

  AdditiveOptions {
    // Read once, so that a malformed list is refused before any data is touched.
    OptionLists.seasonalities(seasonalities, seasonalityPriorScale, seasonalityMode);
    OptionLists.regressors(regressors, holidaysPriorScale, seasonalityMode);
    OptionLists.events(events);
    OptionLists.dates("changepointDates", changepointDates, ",");
    for (String one : List.of(yearly, weekly, daily)) {
      SeasonalityRules.requireWord(one);
    }
    if (growth.equals("logistic") && cap.isBlank()) {
      throw new IllegalArgumentException(
          "logistic growth needs the setting \"cap\": a number, or the name of a column");
    }
    new HolidayCalendar(holidays.strip(), Map.of(), 0, 0);
  }

  /**
   * What was chosen, defaults filled in.
   *
   * @throws io.foretide.models.kind.SettingException if a setting is unknown, malformed or out of
   *     range
   */
  static AdditiveOptions of(Settings chosen) {
    return SCHEMA.read(chosen, AdditiveOptions.class);
  }

  Growth shape() {
    return Growth.of(growth);
  }

  boolean multiplicative() {
    return seasonalityMode.equals("multiplicative");
  }

  boolean minmax() {
    return scaling.equals("minmax");
  }

  HolidayCalendar calendar() {
    return new HolidayCalendar(holidays.strip(), OptionLists.events(events), daysBefore, daysAfter);
  }

  List<Seasonality> ownSeasonalities() {
    return OptionLists.seasonalities(seasonalities, seasonalityPriorScale, seasonalityMode);
  }

  /** The chosen regressors, not yet standardised. */
  List<Regressor> rawRegressors() {
    return OptionLists.regressors(regressors, holidaysPriorScale, seasonalityMode);
  }

  /** Dates chosen as changepoints; empty: spread evenly. */
  List<LocalDate> ownChangepoints() {
    return OptionLists.dates("changepointDates", changepointDates, ",");
  }
}
