package io.foretide.models.additive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Recipes and parameters as bytes, a part of {@link AdditiveFormat}. */
final class RecipeCodec {
  private static final int SEASONALITY = 0;
  private static final int HOLIDAYS = 1;
  private static final int REGRESSOR = 2;

  private RecipeCodec() {}

  static void write(DataOutputStream out, Recipe recipe) throws IOException {
    out.writeLong(recipe.start);
    out.writeDouble(recipe.timeScale);
    out.writeDouble(recipe.shift);
    out.writeDouble(recipe.valueScale);
    out.writeUTF(recipe.growth.word());
    out.writeUTF(recipe.cap);
    out.writeUTF(recipe.floor);
    writeAll(out, recipe.changepoints);
    out.writeInt(recipe.terms.size());
    for (Term term : recipe.terms) {
      write(out, term);
    }
  }

  static Recipe readRecipe(DataInputStream in, HolidayCalendar calendar) throws IOException {
    return new Recipe(
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        Growth.of(in.readUTF()),
        in.readUTF(),
        in.readUTF(),
        readAll(in),
        readTerms(in, calendar));
  }

  static void write(DataOutputStream out, Parameters parameters) throws IOException {
    out.writeDouble(parameters.k);
    out.writeDouble(parameters.m);
    out.writeDouble(parameters.sigma);
    writeAll(out, parameters.delta);
    writeAll(out, parameters.beta);
  }

  static Parameters readParameters(DataInputStream in) throws IOException {
    double k = in.readDouble();
    double m = in.readDouble();
    double sigma = in.readDouble();
    return new Parameters(k, m, readAll(in), readAll(in), sigma);
  }

  private static void write(DataOutputStream out, Term term) throws IOException {
    if (term instanceof Seasonality seasonality) {
      out.writeByte(SEASONALITY);
      out.writeUTF(seasonality.name());
      out.writeDouble(seasonality.period());
      out.writeInt(seasonality.order());
      out.writeUTF(seasonality.condition());
    } else if (term instanceof Holidays holidays) {
      out.writeByte(HOLIDAYS);
      out.writeInt(holidays.labels().size());
      for (String label : holidays.labels()) {
        out.writeUTF(label);
      }
    } else if (term instanceof Regressor regressor) {
      out.writeByte(REGRESSOR);
      out.writeUTF(regressor.name());
      out.writeDouble(regressor.mean());
      out.writeDouble(regressor.deviation());
    }
    out.writeDouble(term.priorScale());
    out.writeBoolean(term.multiplicative());
  }

  private static List<Term> readTerms(DataInputStream in, HolidayCalendar calendar)
      throws IOException {
    List<Term> terms = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      terms.add(readTerm(in, calendar));
    }
    return terms;
  }

  private static Term readTerm(DataInputStream in, HolidayCalendar calendar) throws IOException {
    int tag = in.readByte();
    switch (tag) {
      case SEASONALITY -> {
        String name = in.readUTF();
        double period = in.readDouble();
        int order = in.readInt();
        String condition = in.readUTF();
        return new Seasonality(name, period, order, in.readDouble(), in.readBoolean(), condition);
      }
      case HOLIDAYS -> {
        List<String> labels = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          labels.add(in.readUTF());
        }
        return new Holidays(calendar, in.readDouble(), in.readBoolean(), labels);
      }
      case REGRESSOR -> {
        String name = in.readUTF();
        double mean = in.readDouble();
        double deviation = in.readDouble();
        return new Regressor(name, in.readDouble(), in.readBoolean(), mean, deviation);
      }
      default -> throw new IOException("FT-2413 no term of an additive model has the tag " + tag);
    }
  }

  private static void writeAll(DataOutputStream out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] readAll(DataInputStream in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
