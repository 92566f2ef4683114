package io.recaller.flow;

import io.recaller.speech.Text;

/**
 * The key by which a caller gets the companion page, in every menu that has no option of that key.
 *
 * @param key {@code 1} to {@code 9}
 * @param say the whole sentence, read after the options, with {@code {key}} to be filled in
 */
public record PageKey(char key, Text say) {}
