import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A forecast of all series of a model together: java Forecast.java (11 or later). */
public class Forecast {
  public static void main(String[] args) throws Exception {
    String url = System.getenv().getOrDefault("FORETIDE_URL", @QUOTED_URL@);
    // Narrow it with any identity column or attribute, such as product_id.
    String query = @QUOTED_QUERY@;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/forecast"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(query));
    String key = System.getenv("FORETIDE_KEY");
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    System.out.println(answer.body());
  }
}
