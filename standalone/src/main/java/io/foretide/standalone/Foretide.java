package io.foretide.standalone;

import io.foretide.runtime.CodedException;
import io.foretide.standalone.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The {@code foretide} command. */
@Command(
    name = "foretide",
    mixinStandardHelpOptions = true,
    version = "foretide 0.1.0",
    description = "Forecasts that keep themselves current, from a Kafka log.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      BrokerCommand.class,
      SchemaRegistryCommand.class,
      PushCommand.class,
      DefineCommand.class,
      ReplayCommand.class,
      TailCommand.class,
      TrainCommand.class,
      TuneCommand.class,
      BenchmarkCommand.class,
      CancelCommand.class,
      KeyCommand.class,
      PublishOnnxCommand.class,
      VersionsCommand.class,
      PromoteCommand.class,
      RollbackCommand.class,
      CanaryCommand.class,
      KindsCommand.class,
      ForecastCommand.class,
      DemoCommand.class
    },
    footer = {
      "",
      "Exit status: 0 done; 1 it was refused or failed, and the FT code says why; 2 wrong usage.",
      "Settings come from --config FILE, then FORETIDE_* variables, then options."
    })
public final class Foretide {
  private static final int FAILED = 1;
  private static final Set<String> SERVERS =
      Set.of("up", "broker", "schema-registry", "ingest", "trainer", "forecaster", "registry");

  private Foretide() {}

  public static void main(String[] args) {
    quietUnlessServing(args);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs one command and returns its exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Foretide());
    ServiceCommand.addTo(line);
    int status =
        line.setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Foretide::failed)
            .execute(args);
    out.flush();
    err.flush();
    return status;
  }

  private static int failed(Exception e, CommandLine line, ParseResult parsed) {
    String message =
        e instanceof CodedException coded
            ? coded.line()
            : "FT-1700 " + parsed.commandSpec().name() + " failed: " + e;
    line.getErr().println(message);
    if (System.getenv("FORETIDE_TRACE") != null) {
      e.printStackTrace(line.getErr());
    }
    return FAILED;
  }

  /** Clients answer on their own; what goes on inside them is noise. Before any logger exists. */
  private static void quietUnlessServing(String[] args) {
    boolean serving = args.length > 0 && SERVERS.contains(args[0]);
    if (!serving) {
      System.getProperties().putIfAbsent("foretide.log.level", "error");
      System.getProperties().putIfAbsent("foretide.log.others", "off");
    }
  }
}
