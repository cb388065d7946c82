package org.claimtrail.mcp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param enabled whether {@code /mcp} is there at all
 * @param answerSize how much an answer of a tool may hold before parts of it are left out, which it then says
 */
@ConfigurationProperties("claimtrail.mcp")
public record McpSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("256KB") DataSize answerSize) {}
