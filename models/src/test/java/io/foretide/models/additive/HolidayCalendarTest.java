package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HolidayCalendarTest {
  @ParameterizedTest
  @CsvSource({
    "DE,    2024, 9",
    "DE-BY, 2023, 12",
    "FR,    2023, 11",
    "US,    2023, 11",
    "GB,    2024, 6"
  })
  void aYearHasItsPublicHolidays(String country, int year, int atLeast) {
    assertThat(days(country, year).size()).isBetween(atLeast, atLeast + 3);
  }

  @Test
  void twoHolidaysOnOneDayAreTwoColumns() {
    long day = LocalDate.of(2008, 5, 1).toEpochDay();
    assertThat(days("DE", 2008).get(day))
        .containsExactlyInAnyOrder("christian ascension day+0", "labour day+0");
  }

  @Test
  void aHolidayOnASundayIsAlsoTheDayItIsObserved() {
    Map<Long, List<String>> days = days("US", 2021);
    assertThat(days.get(LocalDate.of(2021, 7, 4).toEpochDay()))
        .containsExactly("independence day+0");
    assertThat(days.get(LocalDate.of(2021, 7, 5).toEpochDay()))
        .containsExactly("independence day observed+0");
  }

  @Test
  void theDaysBeforeNewYearBelongToItAcrossTheYearsEnd() {
    HolidayCalendar calendar = new HolidayCalendar("FR", Map.of(), 1, 0);
    long eve = LocalDate.of(2023, 12, 31).toEpochDay();
    assertThat(calendar.days(eve, eve).get(eve)).containsExactly("new year-1");
  }

  private static Map<Long, List<String>> days(String country, int year) {
    return new HolidayCalendar(country, Map.of(), 0, 0)
        .days(LocalDate.of(year, 1, 1).toEpochDay(), LocalDate.of(year, 12, 31).toEpochDay());
  }
}
