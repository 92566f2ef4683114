/** What an agent sees of a contact before saying hello, and which of it an operator decides. */
@NullMarked
package io.recaller.desk.card;

import org.jspecify.annotations.NullMarked;
