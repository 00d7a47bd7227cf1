# One image for every service: the command says which. Build the distribution first (scripts/package), then
#   docker build -t foretide .
FROM eclipse-temurin:17-jre
# libgomp1 is what LightGBM's native library stands on; the Java image does not have it.
RUN apt-get update && apt-get install -y --no-install-recommends curl libgomp1 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --uid 10001 foretide && mkdir /data && chown foretide /data
COPY standalone/target/foretide /opt/foretide
COPY samples /opt/foretide/samples
# A walk through everything lays by the classes that it loads: seven services then start in half the processor time.
RUN java -Xshare:dump >/dev/null && FORETIDE_DEFAULT_SETTINGS=epochs=1 FORETIDE_DEFAULT_CUTOFFS=1 \
    FORETIDE_JAVA_OPTS="-XX:ArchiveClassesAtExit=/opt/foretide/lib/foretide.jsa -Xlog:disable -Xlog:all=error:stderr" \
    /opt/foretide/bin/foretide demo --once --samples /opt/foretide/samples && \
    rm -rf /root/.javacpp /tmp/*
USER foretide
WORKDIR /data
ENV FORETIDE_DATA_DIR=/data
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=2m --retries=6 CMD curl -fsS http://localhost:8080/ready
ENTRYPOINT ["/opt/foretide/bin/foretide"]
CMD ["up", "--data", "/data", "--host", "0.0.0.0"]
