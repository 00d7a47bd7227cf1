package io.foretide.models.explanation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;

/** A named matrix whose rows and columns have names, such as attention of steps to steps. */
public final class Explanation {
  private final String name;
  private final String meaning;
  private final Look look;
  private final List<String> rows;
  private final List<String> columns;
  private final double[][] values;

  /**
   * @param name lower-case words joined by hyphens
   * @param meaning one sentence for a person: what a value is
   * @param look how to draw it; null in files of before it was said
   * @param values {@code [rows][columns]}
   * @throws IllegalArgumentException if the values do not fit the names
   */
  @JsonCreator
  public Explanation(
      @JsonProperty("name") String name,
      @JsonProperty("meaning") String meaning,
      @JsonProperty("look") Look look,
      @JsonProperty("rows") List<String> rows,
      @JsonProperty("columns") List<String> columns,
      @JsonProperty("values") double[][] values) {
    this.name = name;
    this.meaning = meaning;
    this.look = look == null ? Look.PLAIN : look;
    this.rows = List.copyOf(rows);
    this.columns = List.copyOf(columns);
    this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    if (values.length != rows.size()
        || Arrays.stream(values).anyMatch(row -> row.length != columns.size())) {
      throw new IllegalArgumentException(
          "the values of " + name + " are not " + rows.size() + " x " + columns.size());
    }
  }

  @JsonProperty
  public String name() {
    return name;
  }

  @JsonProperty
  public String meaning() {
    return meaning;
  }

  /** How to draw it. */
  @JsonProperty
  public Look look() {
    return look;
  }

  @JsonProperty
  public List<String> rows() {
    return rows;
  }

  @JsonProperty
  public List<String> columns() {
    return columns;
  }

  public double at(int row, int column) {
    return values[row][column];
  }

  /** {@code [rows][columns]}; a copy. */
  @JsonProperty
  public double[][] values() {
    return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
  }
}
