package io.foretide.runtime.artifacts;

import io.foretide.runtime.ServiceConfig;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Artifacts in a bucket of anything that speaks S3. */
final class S3ArtifactStore implements ArtifactStore {
  private final S3Client client;
  private final String bucket;
  private final String prefix;

  private S3ArtifactStore(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  static S3ArtifactStore open(URI where, ServiceConfig config) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.of(config.find("s3.region").orElse("us-east-1")))
            // Other makers' stores do not all know the newer default checksums; our digest is
            // checked anyway.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
    config
        .find("s3.endpoint")
        .ifPresent(endpoint -> builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true));
    if (config.find("s3.access.key").isPresent()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(
                  config.get("s3.access.key"), config.get("s3.secret.key"))));
    } else {
      builder.credentialsProvider(DefaultCredentialsProvider.builder().build());
    }
    String path = where.getPath().replaceAll("^/+|/+$", "");
    return new S3ArtifactStore(builder.build(), where.getHost(), path.isEmpty() ? "" : path + "/");
  }

  @Override
  public String put(byte[] content) {
    String sha256 = Digest.of(content);
    client.putObject(
        request -> request.bucket(bucket).key(key(sha256)), RequestBody.fromBytes(content));
    return sha256;
  }

  @Override
  public byte[] get(String sha256) {
    try {
      return Digest.checked(
          sha256,
          client
              .getObjectAsBytes(request -> request.bucket(bucket).key(key(sha256)))
              .asByteArray());
    } catch (NoSuchKeyException e) {
      throw Digest.missing(sha256, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private String key(String sha256) {
    return prefix + Digest.valid(sha256);
  }
}
