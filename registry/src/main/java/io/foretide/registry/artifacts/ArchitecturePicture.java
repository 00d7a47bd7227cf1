package io.foretide.registry.artifacts;

import io.foretide.registry.artifacts.Network.Tensor;
import io.foretide.registry.pictures.Stack;
import io.foretide.registry.pictures.Stack.Box;
import io.foretide.registry.pictures.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A version as a picture: a stack of boxes for each of its networks, or its files without one. */
final class ArchitecturePicture {
  private ArchitecturePicture() {}

  static String draw(Architecture version, Theme theme) {
    String title = "%s/%d: %s".formatted(version.model(), version.version(), version.kind());
    List<Stack> stacks = new ArrayList<>();
    for (Network network : version.networks()) {
      stacks.add(stack(network));
    }
    String what =
        version.networks().isEmpty()
            ? "Format %s, no network".formatted(version.format())
            : "Format %s, %s in %d %s; batch is how many windows are forecast at once"
                .formatted(
                    version.format(),
                    parameters(version.parameters()),
                    version.networks().size(),
                    version.networks().size() == 1 ? "network" : "networks");
    if (stacks.isEmpty()) {
      stacks.add(files(version));
    }
    return Stack.draw(title, what + ".", stacks, theme);
  }

  private static Stack stack(Network network) {
    List<Box> boxes = new ArrayList<>();
    for (Tensor input : network.inputs()) {
      boxes.add(new Box(input.name(), "input", shape(input.shape()), true));
    }
    for (Part part : network.parts()) {
      String operations = String.join(", ", part.operators());
      String detail =
          part.parameters() > 0
              ? parameters(part.parameters())
              : part.name().equals(operations) ? "no parameters" : operations;
      boxes.add(new Box(part.name(), detail, shape(part.output()), false));
    }
    for (Tensor output : network.outputs()) {
      boxes.add(new Box(output.name(), "output", shape(output.shape()), true));
    }
    return new Stack(network.file(), boxes);
  }

  private static Stack files(Architecture version) {
    List<Box> boxes =
        version.files().stream()
            .map(file -> new Box(file.name(), "%,d bytes".formatted(file.bytes()), "", true))
            .toList();
    return new Stack(version.kind(), boxes);
  }

  private static String shape(List<String> sizes) {
    return sizes.isEmpty() ? "" : String.join(" × ", sizes);
  }

  private static String parameters(long count) {
    return String.format(Locale.ROOT, "%,d parameter%s", count, count == 1 ? "" : "s");
  }
}
