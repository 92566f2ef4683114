/** Tests of prompt files, with a real synthesiser where there is one. */
@NullMarked
package io.recaller.asterisk.prompt;

import org.jspecify.annotations.NullMarked;
