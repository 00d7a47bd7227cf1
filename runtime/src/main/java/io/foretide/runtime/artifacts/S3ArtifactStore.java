package io.foretide.runtime.artifacts;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.net.URI;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Artifacts in a bucket of anything that speaks S3. */
final class S3ArtifactStore implements ArtifactStore {
  private static final Logger LOG = LoggerFactory.getLogger(S3ArtifactStore.class);

  private final S3Client client;
  private final URI where;
  private final String bucket;
  private final String prefix;
  private final boolean createsBucket;
  private volatile boolean bucketSeen;

  private S3ArtifactStore(S3Client client, URI where, boolean createsBucket) {
    this.client = client;
    this.where = where;
    this.bucket = where.getHost();
    String path = where.getPath().replaceAll("^/+|/+$", "");
    this.prefix = path.isEmpty() ? "" : path + "/";
    this.createsBucket = createsBucket;
  }

  /**
   * @throws CodedException FT-1303 if {@code where} names no bucket
   */
  static S3ArtifactStore open(URI where, ServiceConfig config) {
    if (where.getHost() == null) {
      throw new CodedException(
          "FT-1303", "setting artifacts is s3://bucket/prefix, not \"" + where + "\"");
    }
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
    boolean createsBucket =
        config.find("s3.create.bucket").map(Boolean::parseBoolean).orElse(false);
    return new S3ArtifactStore(builder.build(), where, createsBucket);
  }

  @Override
  public String put(byte[] content) {
    String sha256 = Digest.of(content);
    ask(
        () -> {
          prepareBucket();
          return client.putObject(
              request -> request.bucket(bucket).key(key(sha256)), RequestBody.fromBytes(content));
        });
    return sha256;
  }

  @Override
  public byte[] get(String sha256) {
    String key = key(sha256);
    return ask(
        () -> {
          try {
            return Digest.checked(
                sha256,
                client
                    .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asByteArrayUnsafe());
          } catch (NoSuchKeyException e) {
            throw Digest.missing(sha256, e);
          }
        });
  }

  @Override
  public void delete(String sha256) {
    String key = key(sha256);
    ask(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
  }

  /**
   * Looks before the first write: a server may refuse a write before it has read all of it, and the
   * client then tells of a broken connection and not of the reason. Whoever may not look is
   * refused: S3 does not tell them a missing artifact from a forbidden one either.
   */
  private void prepareBucket() {
    if (bucketSeen) {
      return;
    }
    try {
      client.headBucket(request -> request.bucket(bucket));
    } catch (NoSuchBucketException e) {
      if (!createsBucket) {
        throw e;
      }
      createBucket();
    }
    bucketSeen = true;
  }

  private void createBucket() {
    try {
      client.createBucket(request -> request.bucket(bucket));
      LOG.info("created bucket {} for artifacts", bucket);
    } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
      LOG.debug("another trainer was first to create bucket {}", bucket, e);
    }
  }

  private <T> T ask(Supplier<T> request) {
    try {
      return request.get();
    } catch (NoSuchBucketException e) {
      throw new StoreUnavailableException(
          "the bucket of artifact store "
              + where
              + " does not exist: create it, or give the trainers s3.create.bucket=true",
          e);
    } catch (SdkException e) {
      throw new StoreUnavailableException(
          "artifact store "
              + where
              + " cannot be used ("
              + e.getMessage()
              + "); see s3.endpoint, s3.access.key and s3.secret.key",
          e);
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
