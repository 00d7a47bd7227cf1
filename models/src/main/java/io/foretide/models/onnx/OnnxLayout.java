package io.foretide.models.onnx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.foretide.models.features.CalendarFeature;
import io.foretide.models.features.FeatureException;
import io.foretide.models.features.FeaturePlan;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How to feed an ONNX graph and read its answer; kept beside it as {@code layout.json}.
 *
 * @param step spacing of the series that it forecasts
 * @param contextLength how many steps up to the cutoff it reads; shorter histories are padded in
 *     front as if unobserved
 * @param horizon how many steps after the cutoff it writes
 * @param inputs what it is fed
 * @param gaps what stands in for a value that was not observed
 * @param meanOutput name of the output {@code float[batch][horizon]}, in the series' own unit
 * @param quantileOutput name of the output {@code float[batch][horizon][levels]}; empty where the
 *     graph has none
 * @param levels the quantile levels of that output, ascending
 * @param spread standard deviation of the residual at each step ahead, in units of the context's
 *     mean absolute value: intervals are made of it where the graph has no quantiles. Empty where
 *     nothing is known
 */
public record OnnxLayout(
    Step step,
    int contextLength,
    int horizon,
    List<Input> inputs,
    Gaps gaps,
    String meanOutput,
    String quantileOutput,
    List<Double> levels,
    List<Double> spread) {

  /** Under this name a graph's metadata hold the {@link FeaturePlan} that it was trained on. */
  public static final String PLAN = "foretide.features";

  /** In front of a column's name among the features of an input. */
  static final String COLUMN = "column:";

  /** The steps that an input covers. */
  public enum Span {
    /** {@code contextLength} steps up to the cutoff. */
    CONTEXT,
    /** {@code horizon} steps after the cutoff. */
    HORIZON,
    /** Both, the context first. */
    WINDOW
  }

  /** What an unobserved value becomes. */
  public enum Gaps {
    /** NaN: the graph deals with it. */
    NAN,
    /** The last value before it; the first after it at the beginning; 0 where there is none. */
    CARRY
  }

  /**
   * One input of the graph, {@code float[batch][steps][features]}, or {@code float[batch][steps]}
   * if the graph asks for two dimensions and there is one feature.
   *
   * @param features {@code target}, a {@link CalendarFeature}, {@code column:NAME}, {@code
   *     attribute:NAME=VALUE}: 1 for series with that value of the attribute, 0 for others; or
   *     {@code bar:NAME}, a feature of the last bar at or before a step up to the cutoff, such as
   *     {@code bar:rsi-14}, in its own unit
   */
  public record Input(String name, Span span, List<String> features) {
    /** In front of the name of a feature of bars. */
    public static final String BAR = "bar:";

    public Input {
      features = List.copyOf(features);
      if (name.isBlank() || features.isEmpty()) {
        throw new IllegalArgumentException("an input has a name and at least one feature");
      }
      for (String feature : features) {
        boolean target = feature.equals("target");
        boolean attribute = feature.startsWith("attribute:") && feature.contains("=");
        boolean column = feature.startsWith(COLUMN);
        boolean bar = feature.startsWith(BAR);
        if (!target && !column && !attribute && !bar && !CalendarFeature.isName(feature)) {
          throw new IllegalArgumentException(
              "feature \""
                  + feature
                  + "\" of input "
                  + name
                  + " is not target, column:NAME, attribute:NAME=VALUE, bar:NAME or a calendar"
                  + " feature such as week-sin-1");
        }
        if ((target || bar) && span != Span.CONTEXT) {
          throw new IllegalArgumentException(
              "input " + name + " asks for " + feature + " after the cutoff");
        }
      }
      FeaturePlan.requireKnown(bars(features));
    }

    /** Names of the features of bars among these, in order. */
    static List<String> bars(List<String> features) {
      return features.stream()
          .filter(feature -> feature.startsWith(BAR))
          .map(feature -> feature.substring(BAR.length()))
          .toList();
    }
  }

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Step.class, ToStringSerializer.instance)
                  .addDeserializer(Step.class, new StepReader()));

  public OnnxLayout {
    inputs = List.copyOf(inputs);
    levels = List.copyOf(levels);
    spread = List.copyOf(spread);
    if (contextLength < 1 || horizon < 1) {
      throw new IllegalArgumentException(
          "context length and horizon are at least 1, not " + contextLength + " and " + horizon);
    }
    if (inputs.isEmpty() || meanOutput.isBlank()) {
      throw new IllegalArgumentException("a layout names the graph's inputs and its mean output");
    }
    if (quantileOutput.isBlank() != levels.isEmpty()) {
      throw new IllegalArgumentException("quantile output and levels are given both or neither");
    }
    if (!spread.isEmpty() && spread.size() != horizon) {
      throw new IllegalArgumentException(
          "spread has " + spread.size() + " steps, the horizon " + horizon);
    }
  }

  /** Names of the features of bars that it asks for, in order; empty where it asks for none. */
  public List<String> bars() {
    return inputs.stream().flatMap(input -> Input.bars(input.features()).stream()).toList();
  }

  /** The columns that are read after the cutoff. */
  Set<String> knownAhead() {
    return inputs.stream()
        .filter(input -> input.span() != Span.CONTEXT)
        .flatMap(input -> input.features().stream())
        .filter(feature -> feature.startsWith(COLUMN))
        .map(feature -> feature.substring(COLUMN.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As UTF-8 JSON. */
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new IllegalStateException("a layout is always writable", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote, or what somebody wrote by hand.
   *
   * @throws IOException if it is no layout; the message says where
   * @throws FeatureException FT-2461 if it asks for a feature of bars that does not exist here
   */
  public static OnnxLayout fromJson(byte[] json) throws IOException {
    try {
      return JSON.readValue(json, OnnxLayout.class);
    } catch (ValueInstantiationException e) {
      if (e.getCause() instanceof FeatureException unknown) {
        throw unknown;
      }
      throw e;
    }
  }

  private static final class StepReader extends StdDeserializer<Step> {
    private static final long serialVersionUID = 1L;

    StepReader() {
      super(Step.class);
    }

    @Override
    public Step deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return Step.parse(parser.getText());
    }
  }
}
