# docker-compose.pinned.yml names both by their digests.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUN_IMAGE=debian:bookworm-slim
FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY . .
# The production profile leaves the embedded database out. What Maven downloads stays from one build to the next.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Pproduction -DskipTests -Dspotless.check.skip package \
 && java -Djarmode=tools -jar target/claimtrail-*.jar extract --layers --application-filename claimtrail.jar --destination layers
# Two libraries bring natives for every platform, one of them a file of 305 MB for debuggers: those of this one stay.
RUN cd layers/dependencies/lib \
 && for jar in onnxruntime-*.jar tokenizers-*.jar; do \
        mkdir one && (cd one && jar xf ../$jar \
        && find . -type d -regex '\./\(ai/onnxruntime/native\|native/lib\)/[^/]*' -prune ! -name "linux-$(uname -m)" \
            ! -name "linux-$(uname -m | sed s/x86_64/x64/)" -exec rm -r {} + \
        && jar cfM ../$jar .) && rm -r one || exit 1; \
    done
# Java as the service uses it, with what an operator asks of a running one (jcmd, Flight Recorder). It is taken out of the JDK as it
# stands, certificates included; jlink misses the manual where an image has left that out.
RUN mkdir -p "$JAVA_HOME/man/man1" \
 && for tool in "$JAVA_HOME"/bin/*; do touch -a "$JAVA_HOME/man/man1/${tool##*/}.1"; done \
 && jlink --output /runtime --ignore-modified-runtime --no-header-files --no-man-pages --compress zip-6 --add-modules \
    java.se,jdk.charsets,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

FROM ${RUN_IMAGE}
RUN groupadd --system --gid 10001 claimtrail \
 && useradd --system --uid 10001 --gid claimtrail --no-create-home --shell /usr/sbin/nologin claimtrail \
 && install -d -m 700 -o claimtrail -g claimtrail /var/lib/claimtrail/files /var/lib/claimtrail/backup
COPY --from=build /runtime /opt/java
ENV PATH=/opt/java/bin:$PATH LANG=C.UTF-8
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
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-${SERVER_PORT:-8080}} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "claimtrail.jar"]
