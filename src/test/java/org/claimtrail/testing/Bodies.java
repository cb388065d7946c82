package org.claimtrail.testing;

import java.nio.charset.StandardCharsets;
import org.claimtrail.platform.Json;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that tests send. Each call gives a new one, to be changed at will. */
public final class Bodies {

    private Bodies() {}

    public static ObjectNode json(String text) {
        return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The shortest claim there is. */
    public static ObjectNode claim(String text) {
        return Json.object().put("text", text).put("kind", "FACT");
    }

    public static ObjectNode source(String name, String kind) {
        return Json.object().put("name", name).put("kind", kind);
    }

    /** A figure claim as a newsroom would send it: who is concerned, what was counted, who said so where. */
    public static ObjectNode containers() {
        return json("""
                {
                  "text": "North Korea shipped about 6,700 containers to Russia between August 2023 and February 2024.",
                  "kind": "FIGURE",
                  "language": "en",
                  "topics": ["arms transfers"],
                  "about": [{"name": "North Korea", "kind": "GOVERNMENT"}, {"name": "Russia", "kind": "GOVERNMENT"}],
                  "occurred": "2023-08/2024-02",
                  "figures": [
                    {"measure": {"name": "containers shipped from North Korea to Russia", "unit": "containers"},
                     "asStated": "about 6,700 containers", "qualifier": "ABOUT", "amount": 6700,
                     "period": "2023-08/2024-02"}
                  ],
                  "appearances": [
                    {"article": {"url": "https://news.example/putin-visit", "title": "Putin visits North Korea",
                                 "publishedOn": "2024-06-19",
                                 "publisher": {"name": "The Example Times", "kind": "PUBLICATION"}},
                     "locator": {"exact": "about 6,700 containers"},
                     "attribution": [
                       {"sources": [{"name": "South Korean Defense Ministry", "kind": "ORGANIZATION"}],
                        "cue": "said", "mode": "INDIRECT", "basis": "ON_RECORD", "saidOn": "2024"}
                     ]}
                  ]
                }""");
    }
}
