# docker-compose.pinned.yml names both by their digests.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre
FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY . .
# The production profile leaves the embedded database out. What Maven downloads stays from one build to the next.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Pproduction -DskipTests -Dspotless.check.skip package \
 && java -Djarmode=tools -jar target/claimtrail-*.jar extract --layers --application-filename claimtrail.jar --destination layers

FROM ${RUN_IMAGE}
RUN groupadd --system --gid 10001 claimtrail \
 && useradd --system --uid 10001 --gid claimtrail --no-create-home --shell /usr/sbin/nologin claimtrail \
 && install -d -m 700 -o claimtrail -g claimtrail /var/lib/claimtrail/files
WORKDIR /app
# From what changes rarely to what changes with each commit.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001:10001
# Inside a container only the container's own network can ask; what is published decides who else.
ENV SERVER_ADDRESS=0.0.0.0
# A volume belongs there: what is attached outlives the container.
ENV CLAIMTRAIL_FILES_DIRECTORY=/var/lib/claimtrail/files
EXPOSE 8080
# The image has no curl; bash speaks enough HTTP for this.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "claimtrail.jar"]
