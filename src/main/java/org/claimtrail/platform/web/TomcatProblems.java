package org.claimtrail.platform.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.claimtrail.platform.Json;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Tomcat refuses what is no HTTP before the application sees it; that too is answered as a problem. */
@Component
class TomcatProblems implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(Report.class.getName());
            }
        });
    }

    /** Made by Tomcat, by name. */
    public static class Report extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            ProblemType type = ProblemType.ofStatus(status);
            String detail = type == ProblemType.INVALID_REQUEST
                    ? "The request is not valid HTTP, or its headers are too large. Characters such as | [ ] { } have to be percent-encoded in an address."
                    : type.title() + ".";
            AnsweredProblems.add(type);
            try {
                response.setStatus(type.status().value());
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                ResponseHeaders.addTo(response, request.isSecure());
                response.getOutputStream()
                        .write(Json.write(Problem.of(type, detail, "/").members()));
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                // The client is gone: nobody is there to be told.
            }
        }
    }
}
