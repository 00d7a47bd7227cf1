# One image for every service: the command says which. Build the distribution first (scripts/package), then
#   docker build -t foretide .
FROM eclipse-temurin:17-jre
RUN useradd --system --create-home --uid 10001 foretide && mkdir /data && chown foretide /data
COPY standalone/target/foretide /opt/foretide
USER foretide
WORKDIR /data
EXPOSE 8080
ENTRYPOINT ["/opt/foretide/bin/foretide"]
CMD ["up", "--data", "/data", "--host", "0.0.0.0"]
