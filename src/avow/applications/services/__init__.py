"""The verbs of an application, a file each; every change of state goes through `moving.move`."""
