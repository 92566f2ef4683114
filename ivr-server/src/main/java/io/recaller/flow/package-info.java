/** What an operator designed: the definition of a flow, and what is known when it is served. */
@NullMarked
package io.recaller.flow;

import org.jspecify.annotations.NullMarked;
