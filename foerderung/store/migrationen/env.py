"""Environment of the migrations: run on the connection that was handed over, never on one of their own."""

from alembic import context

from foerderung.store.tabellen import metadata

context.configure(connection=context.config.attributes["verbindung"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
