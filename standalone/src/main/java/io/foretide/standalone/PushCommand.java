package io.foretide.standalone;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.runtime.uploads.Uploader.Label;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.foretide.standalone.client.TopicReader;
import io.foretide.standalone.client.TopicReader.Entry;
import io.foretide.standalone.client.TopicReader.From;
import io.foretide.standalone.view.RecordText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = "Uploads CSV files of any size, and says what became of their rows.")
final class PushCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REJECTS_FOLLOW_WITHIN = Duration.ofSeconds(5);
  private static final int REJECTS_SHOWN = 5;

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files.")
  private List<Path> files = List.of();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Data set that the rows belong to (sales).")
  private Optional<String> dataset = Optional.empty();

  @Option(names = "--no-wait", description = "Do not wait for the receipt.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for each receipt (${DEFAULT-VALUE}).")
  private long timeoutSeconds = 600;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServiceConfig config = connection.config();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean allTaken = true;
    try (Wire wire = config.wire();
        TopicReader<IngestReceipt> receipts =
            TopicReader.open(config, wire, Topics.INGEST_RECEIPTS, From.NOW, err::println);
        TopicReader<IngestReject> rejects =
            TopicReader.open(config, wire, Topics.INGEST_REJECTS, From.NOW, err::println);
        Uploader uploader = new Uploader(config, wire)) {
      for (Path file : files) {
        String upload = upload(uploader, file);
        if (noWait) {
          out.println(file + ": upload " + upload);
          continue;
        }
        IngestReceipt receipt = receipt(receipts, upload, file);
        out.println(RecordText.of(receipt));
        firstRejects(rejects, receipt).forEach(reject -> out.println("  " + RecordText.of(reject)));
        allTaken &= receipt.getStatus() == ReceiptStatus.ACCEPTED;
      }
    }
    return allTaken ? 0 : 1;
  }

  private String upload(Uploader uploader, Path file) throws IOException, InterruptedException {
    try (InputStream content = Files.newInputStream(file)) {
      return uploader.upload(Label.of(file.toString(), dataset, Who.runs()), content);
    } catch (NoSuchFileException e) {
      throw new CodedException("FT-1708", "there is no file " + file, e);
    }
  }

  private IngestReceipt receipt(TopicReader<IngestReceipt> receipts, String upload, Path file) {
    long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    while (System.nanoTime() < deadline) {
      for (Entry<IngestReceipt> entry : receipts.poll(POLL)) {
        if (upload.equals(entry.key())) {
          return entry.value().orElseThrow();
        }
      }
    }
    throw new CodedException(
        "FT-1709",
        "%s is on the log as upload %s, and no receipt came within %d s; is ingest running?"
            .formatted(file, upload, timeoutSeconds));
  }

  private static List<IngestReject> firstRejects(
      TopicReader<IngestReject> rejects, IngestReceipt receipt) {
    long wanted = Math.min(REJECTS_SHOWN, receipt.getRejected());
    List<IngestReject> found = new ArrayList<>();
    long deadline = System.nanoTime() + REJECTS_FOLLOW_WITHIN.toNanos();
    while (found.size() < wanted && System.nanoTime() < deadline) {
      rejects.poll(POLL).stream()
          .filter(entry -> receipt.getUpload().equals(entry.key()))
          .flatMap(entry -> entry.value().stream())
          .limit(wanted - found.size())
          .forEach(found::add);
    }
    return found;
  }
}
