package io.foretide.runtime.http;

import io.foretide.runtime.rest.ApiError;
import io.foretide.runtime.rest.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is refused before any route could see it as a route would. */
final class Unreadable extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    byte[] body = Json.bytes(new ApiError("FT-1911", said(status, message)));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static String said(int status, String message) {
    return switch (status) {
      case 414 -> "the address is too long; send what is long in the body of a POST";
      case 431 -> "the headers are too long: 8 KB together are read; send fewer cookies";
      default ->
          "this is not HTTP as it is read here (%s); GET /openapi.json lists what is answered"
              .formatted(message);
    };
  }
}
