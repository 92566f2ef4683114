@NullMarked
package io.recaller.desk.session;

import org.jspecify.annotations.NullMarked;
