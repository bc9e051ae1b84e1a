# Build: the tests have run before an image is made, so here only the jar is built.
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml application.properties ./
COPY routes routes
COPY src src
RUN ["mvn", "-B", "-q", "-DskipTests", "package"]

# Run: no shell is needed to start, the user is not root, and nothing but /data is written to.
FROM eclipse-temurin:25.0.1_8-jre
LABEL org.opencontainers.image.title="extension-registry" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/extension-registry.jar extension-registry.jar
COPY routes routes
COPY application.properties application.properties
# What the JVM loads, links and profiles while the service answers itself, so that it has not to be done at each start.
RUN ["java", "-Xmx256m", "-Xlog:aot*=error", "-XX:AOTCacheOutput=/app/extension-registry.aot", "-jar", "/app/extension-registry.jar", "train"]
# Mount your own settings over /app/application.properties or /app/config.toml, and your routes over /app/routes.
RUN ["install", "-d", "-o", "10001", "-g", "10001", "/data"]
ENV REGISTRY_STORE_DIRECTORY=/data/store
VOLUME /data
USER 10001:10001
EXPOSE 8082 9876
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["java", "-XX:AOTCache=/app/extension-registry.aot", "-Xlog:aot*=error", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-jar", "/app/extension-registry.jar", "health"]
# Compressed references bound the heap to 32 GiB; the cache fits no JVM without them. One that does not fit is passed over.
ENTRYPOINT ["java", "-XX:AOTCache=/app/extension-registry.aot", "-Xlog:aot*=error", "-XX:+UseCompressedOops", "-XX:MetaspaceSize=96m", "-XX:MaxRAMPercentage=70", "-jar", "/app/extension-registry.jar"]
