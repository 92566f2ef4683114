/** Who is signed in at the desk. */
@NullMarked
package io.recaller.desk.session;

import org.jspecify.annotations.NullMarked;
