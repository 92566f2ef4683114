/** Telephone sound: prompts found in what somebody heard, and tones to tell apart. */
@NullMarked
package io.recaller.lab.sound;

import org.jspecify.annotations.NullMarked;
