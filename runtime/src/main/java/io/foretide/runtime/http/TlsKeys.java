package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The files with the certificate and its key, which may be replaced while they are in use. */
final class TlsKeys {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private final List<Path> files;
  private final Optional<String> password;

  /**
   * @param files a PKCS 12 store, or a PEM chain and its key
   * @param password of the store; empty for PEM
   */
  private TlsKeys(List<Path> files, Optional<String> password) {
    this.files = files;
    this.password = password;
  }

  /**
   * From setting {@code tls.keystore} (PKCS 12, with {@code tls.keystore.password}), or {@code
   * tls.certificate} and {@code tls.key} (PEM); empty with neither.
   *
   * @throws CodedException FT-1302 if one is missing
   */
  static Optional<TlsKeys> of(ServiceConfig config) {
    Optional<Path> keystore = config.find("tls.keystore").map(Path::of);
    if (keystore.isPresent()) {
      String password = config.get("tls.keystore.password");
      return Optional.of(new TlsKeys(List.of(keystore.get()), Optional.of(password)));
    }
    return config
        .find("tls.certificate")
        .map(chain -> List.of(Path.of(chain), Path.of(config.get("tls.key"))))
        .map(files -> new TlsKeys(files, Optional.empty()));
  }

  /** What is in the files now. */
  record Loaded(KeyStore store, String password) {
    void give(SslContextFactory factory) {
      factory.setKeyStore(store);
      factory.setKeyStorePassword(password);
    }
  }

  /**
   * @throws CodedException FT-1318 if the files cannot be used
   */
  Loaded read() {
    try {
      return password.isPresent() ? ofKeystore(password.get()) : ofPem();
    } catch (IOException | GeneralSecurityException e) {
      throw new CodedException(
          "FT-1318",
          "%s cannot be used for TLS: %s; it is a PKCS 12 store with its password, or a PEM chain with a PKCS 8 key (openssl pkcs8 -topk8 -nocrypt)"
              .formatted(files.get(0), e),
          e);
    }
  }

  /** Another text once a file was written again. */
  String state() {
    StringBuilder state = new StringBuilder();
    for (Path file : files) {
      try {
        state.append(Files.getLastModifiedTime(file)).append(' ').append(Files.size(file));
      } catch (IOException e) {
        // It is being replaced; the next look tells.
        state.append("absent");
      }
      state.append('\n');
    }
    return state.toString();
  }

  private Loaded ofKeystore(String secret) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(files.get(0))) {
      store.load(in, secret.toCharArray());
    }
    return new Loaded(store, secret);
  }

  private Loaded ofPem() throws IOException, GeneralSecurityException {
    Certificate[] certificates;
    try (InputStream in = Files.newInputStream(files.get(0))) {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
    }
    if (certificates.length == 0) {
      throw new GeneralSecurityException("there is no certificate in it");
    }
    PublicKey known = certificates[0].getPublicKey();
    PrivateKey secret = privateKey(files.get(1), known.getAlgorithm());
    checkPair(secret, known);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("http", secret, new char[0], certificates);
    return new Loaded(store, "");
  }

  private static PrivateKey privateKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException("there is no PRIVATE KEY in " + file);
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /** Of two files that are replaced one after the other, one may be of yesterday. */
  private static void checkPair(PrivateKey secret, PublicKey known)
      throws GeneralSecurityException {
    String algorithm =
        switch (known.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> known.getAlgorithm();
        };
    byte[] said = known.getEncoded();
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(secret);
    signing.update(said);
    Signature checking = Signature.getInstance(algorithm);
    checking.initVerify(known);
    checking.update(said);
    if (!checking.verify(signing.sign())) {
      throw new GeneralSecurityException("the key is not the certificate's");
    }
  }
}
