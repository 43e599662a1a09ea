-- Operators of the installation, whom they let sign up, and who founded which organization.

-- People who may grant tokens, set limits and let others sign up. The last one is never removed.
create table operators (
  user_id uuid primary key references auth_users (id) on delete cascade,
  created_at timestamptz not null
);

-- Whom operators let sign up to found an organization of their own; whoever joins a team has an invitation of that team.
create table sign_up_invitations (
  id uuid primary key,
  email text not null,
  status text not null check (status in ('pending', 'accepted', 'revoked')),
  -- Null: by a command on the machine itself.
  inviter_id uuid references auth_users (id) on delete set null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create unique index sign_up_invitations_pending on sign_up_invitations (email) where status = 'pending';
create index sign_up_invitations_created_at on sign_up_invitations (created_at desc, id);

-- Against whom an organization counts, of the few that one person may found.
alter table organizations add column founder_id uuid references auth_users (id) on delete set null;
update organizations set founder_id = (
  select user_id from members where organization_id = organizations.id and role = 'owner' order by created_at, id limit 1
) where status in ('active', 'suspended');
create index organizations_founder_id on organizations (founder_id) where founder_id is not null;
create index organizations_created_at on organizations (created_at desc, id desc);
