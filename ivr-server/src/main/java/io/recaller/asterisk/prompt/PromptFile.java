package io.recaller.asterisk.prompt;

import java.time.Duration;

/**
 * A prompt that Asterisk can play now.
 *
 * @param path absolute, without the ending: Asterisk takes the format of the call
 * @param length exact
 */
public record PromptFile(String path, Duration length) {}
