package org.claimtrail.languagemodel;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a model is asked.
 *
 * @param identity what makes it this question and no other: two of the same have the same answer
 * @param instructions what it is to do
 * @param material what it is to do it with
 * @param schema of what it is to answer: JSON Schema
 */
public record Prompt(String identity, String instructions, String material, ObjectNode schema) {}
