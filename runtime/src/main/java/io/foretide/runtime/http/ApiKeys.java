package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.Digest;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys by the digest of each: what is configured gives no key away. A key has 256 random bits,
 * so a plain digest of it cannot be searched.
 */
public final class ApiKeys {
  static final ApiKeys NONE = new ApiKeys(Map.of());

  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
  private static final String PREFIX = "access.key.";
  private static final Pattern VALUE =
      Pattern.compile("(viewer|operator|admin)[\\s:]+([0-9a-f]{64})", Pattern.CASE_INSENSITIVE);

  private final Map<String, Caller> callerByDigest;

  private ApiKeys(Map<String, Caller> callerByDigest) {
    this.callerByDigest = callerByDigest;
  }

  /** A new key. */
  public static String make() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return "ft_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** What is configured of a key: {@code operator:<digest>}. */
  public static String configured(Role role, String key) {
    return Access.word(role) + ":" + digest(key);
  }

  /**
   * Keys of settings {@code access.key.NAME=ROLE:DIGEST}.
   *
   * @param needed whether one is made if none is set
   * @throws CodedException FT-1303 if one is malformed
   */
  static ApiKeys of(ServiceConfig config, boolean needed) {
    Map<String, Caller> callers = new HashMap<>();
    config
        .startingWith(PREFIX)
        .forEach(
            (name, value) -> {
              Matcher matcher = VALUE.matcher(value.strip());
              if (!matcher.matches()) {
                throw new CodedException(
                    "FT-1303",
                    "setting %s%s is ROLE:DIGEST, with a role of viewer, operator or admin and 64 hexadecimal digits; foretide key makes one"
                        .formatted(PREFIX, name));
              }
              Role role = Role.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
              callers.put(
                  matcher.group(2).toLowerCase(Locale.ROOT), new Caller(Optional.of(name), role));
            });
    if (callers.isEmpty() && needed) {
      callers.put(digest(kept(config.dataDir())), new Caller(Optional.of("admin"), Role.ADMIN));
    }
    return new ApiKeys(Map.copyOf(callers));
  }

  Optional<Caller> caller(String key) {
    byte[] given = digest(key).getBytes(StandardCharsets.US_ASCII);
    return callerByDigest.entrySet().stream()
        .filter(
            entry ->
                MessageDigest.isEqual(given, entry.getKey().getBytes(StandardCharsets.US_ASCII)))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String digest(String key) {
    return Digest.of(key.strip().getBytes(StandardCharsets.UTF_8));
  }

  /** The admin's key in the data folder, made on the first start; only its owner may read it. */
  private static String kept(Path dataDir) {
    Path file = dataDir.resolve("admin.key");
    try {
      if (Files.notExists(file)) {
        Files.createDirectories(dataDir);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, make());
      }
      log.info("API keys are asked for; no access.key.* is set, so the admin's is in {}", file);
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CodedException(
          "FT-1317",
          "the admin's key cannot be kept in %s: %s; set access.key.NAME instead"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
