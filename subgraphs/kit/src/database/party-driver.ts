import { PostgreSqlConnection, PostgreSqlDriver } from "@mikro-orm/postgresql";

type Dialect = ReturnType<PostgreSqlConnection["createKyselyDialect"]>;
type Driver = ReturnType<Dialect["createDriver"]>;

/**
 * MikroORM's driver, but for one thing: a transaction whose connection broke gives its place in the
 * pool back. Kysely keeps it when `begin` or `rollback` fails, so that a party would stand still for
 * good once its database had been away as often as the pool has places.
 */
export class PartyDriver extends PostgreSqlDriver {
  protected override readonly connection = new PartyConnection(this.config);
}

class PartyConnection extends PostgreSqlConnection {
  override createKyselyDialect(
    overrides: Parameters<PostgreSqlConnection["createKyselyDialect"]>[0],
  ): Dialect {
    const dialect = super.createKyselyDialect(overrides);
    const createDriver = dialect.createDriver.bind(dialect);
    dialect.createDriver = () => givingBack(createDriver());
    return dialect;
  }
}

function givingBack(driver: Driver): Driver {
  const begin = driver.beginTransaction.bind(driver);
  const rollback = driver.rollbackTransaction.bind(driver);
  driver.beginTransaction = async (connection, settings) => {
    try {
      await begin(connection, settings);
    } catch (error) {
      await driver.releaseConnection(connection);
      throw error;
    }
  };
  // It fails only where the connection is gone, and what it had begun with it.
  driver.rollbackTransaction = (connection) => rollback(connection).catch(() => undefined);
  return driver;
}
