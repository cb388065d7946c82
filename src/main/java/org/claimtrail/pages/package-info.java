/** What people see and do in a browser: the same services and rules as the API, as pages and forms. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "date",
            "past",
            "thing",
            "access",
            "source",
            "article",
            "claim",
            "assessment",
            "note",
            "comparison",
            "standing",
            "status",
            "bulk",
            "savedsearch",
            "history",
            "likeness",
            "demo",
            "intake",
            "capture",
            "fetch",
            "files",
            "address",
            "prose",
            "reading",
            "readingroom",
            "proposal",
            "rate",
            "webhook",
            "watching",
            "digest",
            "operation",
            "report",
            "translation"
        })
@NullMarked
package org.claimtrail.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
