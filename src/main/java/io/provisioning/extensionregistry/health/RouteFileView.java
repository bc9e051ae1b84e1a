package io.provisioning.extensionregistry.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A route file that was rejected, as health shows it.
 *
 * @param file its path below the folder of routes
 * @param line where it is wrong, from 1; null if nobody knows
 * @param reason one line for a person
 * @param serving {@code previous} if the version before it goes on serving, else {@code nothing}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"file", "line", "reason", "serving"})
public record RouteFileView(String file, Integer line, String reason, String serving) {}
