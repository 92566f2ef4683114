/** Load sources: real servers under many calls, each beside something bare in the same run. */
@NullMarked
package io.recaller.bench.load;

import org.jspecify.annotations.NullMarked;
