package io.foretide.standalone;

import io.foretide.runtime.http.ApiKeys;
import io.foretide.runtime.rest.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Makes an API key: shows it once, and the setting that lets it in.")
final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Whose it is; stands in the audit log.")
  private String name = "";

  @Option(
      names = "--role",
      description = "VIEWER reads, OPERATOR trains and promotes, ADMIN retires (${DEFAULT-VALUE}).")
  private Role role = Role.VIEWER;

  @Override
  public Integer call() {
    String key = ApiKeys.make();
    spec.commandLine()
        .getOut()
        .printf(
            """
            key       %s
            setting   access.key.%s=%s
            The key is not kept anywhere: hand it over now. Services that have the setting let it in.
            """,
            key, name, ApiKeys.configured(role, key));
    return 0;
  }
}
