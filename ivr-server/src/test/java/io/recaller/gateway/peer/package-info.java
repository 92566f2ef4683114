/** Other sides of the doors that others wrote. */
@NullMarked
package io.recaller.gateway.peer;

import org.jspecify.annotations.NullMarked;
