/** Prompt files that Asterisk plays without transcoding: rendered, recorded, found and measured. */
@NullMarked
package io.recaller.asterisk.prompt;

import org.jspecify.annotations.NullMarked;
